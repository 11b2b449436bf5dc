/** What a gate says: nothing is wrong, or the text a person needs to mend it. A note stands beside an ok. */
export interface Verdict {
  ok: boolean
  text: string
  note?: string
}

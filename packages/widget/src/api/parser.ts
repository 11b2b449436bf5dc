/** What reads JSON that came in: a schema of the contract, or a reader by hand where one is too heavy (status/wire.ts). */
export interface Parser<T> {
  safeParse: (json: unknown) => { success: true; data: T } | { success: false; error?: unknown }
}

/** One shape for each entry of a table of parsers: `{ event: 'status', data: … }`. */
export type EventOf<Table> = {
  [Name in keyof Table]: Table[Name] extends Parser<infer Data> ? { event: Name; data: Data } : never
}[keyof Table]

/** Null for what this page does not know or understand: a newer BFF may say more. */
export type ParseEvent<Event> = (name: string | undefined, data: string) => Event | null

/** Understands the events of a table, which may be a part of all there are. */
export function parserOf<Table extends Record<string, Parser<unknown>>>(table: Table): ParseEvent<EventOf<Table>> {
  return (name, data) => {
    if (name === undefined || !Object.hasOwn(table, name)) return null
    try {
      const parsed = table[name]?.safeParse(JSON.parse(data))
      return parsed?.success ? ({ event: name, data: parsed.data } as EventOf<Table>) : null // name and parser belong together
    } catch {
      return null
    }
  }
}

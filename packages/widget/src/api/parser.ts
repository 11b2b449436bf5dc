/** What reads JSON that came in: a schema of the contract, or a reader by hand where one is too heavy (status/wire.ts). */
export interface Parser<T> {
  safeParse: (json: unknown) => { success: true; data: T } | { success: false; error?: unknown }
}

/** One shape for each entry of a table of parsers: `{ event: 'status', data: … }`. */
export type EventOf<Table> = {
  [Name in keyof Table]: Table[Name] extends Parser<infer Data> ? { event: Name; data: Data } : never
}[keyof Table]

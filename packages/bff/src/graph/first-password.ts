/** Characters of each class Entra counts (graph-facts §2.3), without look-alikes. */
const CLASSES = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '@#$%^&*-_!+=[]{}|:,.?/~()']
const LENGTH = 40

/** A password nobody will ever see: some 240 bits, every class present. `randomBytes` must be cryptographic. */
export function firstPassword(randomBytes: (size: number) => Uint8Array): string {
  const all = CLASSES.join('')
  const pick = (from: string) => {
    // Bytes past the last whole multiple are thrown away, so that no character is likelier than another.
    const limit = 256 - (256 % from.length)
    for (;;) {
      const [byte = 255] = randomBytes(1)
      if (byte < limit) return from[byte % from.length] ?? ''
    }
  }
  const required = CLASSES.map(pick)
  const rest = Array.from({ length: LENGTH - required.length }, () => pick(all))
  return [...rest, ...required].join('')
}

/** Role and email, below a name. */
export function lineOf({ role, email }: { role?: unknown; email: string }): string {
  return typeof role === 'string' && role !== '' ? `${role} · ${email}` : email
}

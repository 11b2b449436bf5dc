import { z } from 'zod'

export interface Organization {
  id: string
  displayName: string
  defaultDomain: string
  /** The tenant's own x.onmicrosoft.com. */
  initialDomain: string
  verifiedDomains: string[]
  /** Windows Active Directory is synchronised into it. */
  isSyncedFromOnPremises: boolean
}

const Answer = z.object({
  value: z
    .array(
      z.looseObject({
        id: z.string(),
        displayName: z.string().nullish(),
        onPremisesSyncEnabled: z.boolean().nullish(),
        verifiedDomains: z.array(
          z.looseObject({ name: z.string(), isDefault: z.boolean().nullish(), isInitial: z.boolean().nullish() }),
        ),
      }),
    )
    .min(1),
})

/** Parses `GET /organization`. @throws ZodError */
export function toOrganization(json: unknown): Organization {
  const [organization] = Answer.parse(json).value
  if (!organization) throw new TypeError('An organization was expected.')
  const domains = organization.verifiedDomains
  const first = domains[0]?.name ?? ''
  return {
    id: organization.id,
    displayName: organization.displayName ?? first,
    defaultDomain: domains.find((domain) => domain.isDefault)?.name ?? first,
    initialDomain: domains.find((domain) => domain.isInitial)?.name ?? first,
    verifiedDomains: domains.map((domain) => domain.name),
    isSyncedFromOnPremises: organization.onPremisesSyncEnabled === true,
  }
}

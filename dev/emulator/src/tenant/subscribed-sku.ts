/** A product the tenant has bought, as in Graph's subscribedSku. */
export interface SubscribedSku {
  skuId: string
  skuPartNumber: string
  /** How many people may have it. */
  enabled: number
  servicePlans: { servicePlanId: string; servicePlanName: string }[]
}

/**
 * Ids as Microsoft publishes them:
 * https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference. A few of each product's plans.
 */
export function seedSkus(): SubscribedSku[] {
  const exchange = { servicePlanId: EXCHANGE_PLAN, servicePlanName: 'EXCHANGE_S_ENTERPRISE' }
  const sharePoint = {
    servicePlanId: '5dbe027f-2339-4123-9542-606e4d348a72',
    servicePlanName: 'SHAREPOINTENTERPRISE',
  }
  const premium = { servicePlanId: '41781fb2-bc02-4b7c-bd55-b576c07bb09d', servicePlanName: 'AAD_PREMIUM' }
  return [
    {
      skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900',
      skuPartNumber: 'ENTERPRISEPACK',
      enabled: 25,
      servicePlans: [exchange, sharePoint],
    },
    {
      skuId: '078d2b04-f1bd-4111-bbd4-b4b1b354cef4',
      skuPartNumber: 'AAD_PREMIUM',
      enabled: 2,
      servicePlans: [premium],
    },
  ]
}

/** With it a person has a mailbox, and Exchange keeps the addresses (graph-facts §2.3 "mail"). */
export const EXCHANGE_PLAN = 'efb87545-963c-4e0d-99df-69c6916d9eb0'

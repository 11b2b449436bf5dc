import type { Application } from '@microsoft/microsoft-graph-types'

/** The same in every tenant and cloud: Microsoft Graph itself. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000'

/** What the product asks of every customer, and nothing more (design §3, Permissions). */
const PERMISSIONS = ['User.ReadWrite.All', 'User.Read.All', 'RoleManagement.Read.Directory'] as const

export interface RegistrationWish {
  displayName: string
  /** Where Plumm's pages host the widget's redirect bridge; one for each origin. */
  bridgeUrls: readonly string[]
  /** The BFF's PUBLIC_URL. */
  bffUrl: string
}

/**
 * The app registration as it has to be. Multi-tenant, work accounts only; directory roles in ID tokens, so that an
 * administrator can prove to be one; no implicit tokens; Graph application permissions by their ids.
 */
export function wantedApplication(wish: RegistrationWish, roleIds: ReadonlyMap<string, string>): Application {
  return {
    displayName: wish.displayName,
    signInAudience: 'AzureADMultipleOrgs',
    groupMembershipClaims: 'DirectoryRole',
    spa: { redirectUris: [...wish.bridgeUrls] },
    web: {
      redirectUris: ['/connect/consent', '/connect/sign-in'].map((path) => new URL(path, wish.bffUrl).href),
      implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
    },
    requiredResourceAccess: [
      {
        resourceAppId: GRAPH_APP_ID,
        resourceAccess: PERMISSIONS.map((name) => {
          const id = roleIds.get(name)
          if (id === undefined) throw new Error(`This cloud's Microsoft Graph has no application permission ${name}.`)
          return { id, type: 'Role' }
        }),
      },
    ],
  }
}

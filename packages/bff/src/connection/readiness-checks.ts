import {
  type PeopleConcerned,
  type ReadinessCheck,
  type ReadinessFinding,
  graphPermissions,
  lacksRequired,
} from '@plumm/entra-shared'
import type { GraphResult } from '../graph/graph.ts'
import type { Organization } from '../graph/organization.ts'
import type { Concerned } from '../sync/concerned.ts'
import type { TokenFailure, TokenResult } from '../tokens/entra-token.ts'

/** The checks of "before you begin", each from what was seen, in words with a way out. Pure. */

const pages = {
  roles:
    'https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference#privileged-role-administrator',
  consent: 'https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent',
  disabled: 'https://learn.microsoft.com/entra/identity/enterprise-apps/disable-user-sign-in-portal',
  signInNames: 'https://learn.microsoft.com/entra/identity/authentication/concept-sspr-policy',
  domains: 'https://learn.microsoft.com/entra/fundamentals/add-custom-domain',
  onPremises: 'https://learn.microsoft.com/entra/identity/hybrid/user-source-of-authority-overview',
} as const

type Check = Omit<ReadinessCheck, 'id'> & { finding: ReadinessFinding }

/** What could not be seen just now: a time limit, an outage. The other checks stand. */
export const NOT_NOW: Check = {
  result: 'unknown',
  finding: 'not-now',
  detail: 'This could not be looked up just now.',
  remedy: 'Look again in a minute.',
  actor: 'nobody',
}

export function plummPermission(mayManage: boolean): Check {
  if (mayManage)
    return { result: 'ok', finding: 'may-manage', detail: 'You may manage integrations in Plumm.', actor: 'nobody' }
  return {
    result: 'fail',
    finding: 'may-not-manage',
    detail: 'You may look, but not connect.',
    remedy: 'An administrator of Plumm can give you the permission to manage integrations.',
    actor: 'hr',
  }
}

export function entraRole(connectedBy: string | null): Check {
  if (connectedBy !== null)
    return {
      result: 'ok',
      finding: 'connected-by',
      about: [connectedBy],
      detail: `Connected by ${connectedBy}.`,
      actor: 'nobody',
    }
  return {
    result: 'unknown',
    finding: 'administrator-needed',
    detail:
      'Connecting needs a Global Administrator or Privileged Role Administrator of your Microsoft Entra directory.',
    remedy: 'Sign in as one, or ask a colleague who is one to do it with you.',
    href: pages.roles,
    actor: 'it',
  }
}

/** `granted` is null before there is a connection. */
export function consent(granted: readonly string[] | null): Check {
  if (granted === null) {
    return {
      result: 'unknown',
      finding: 'consent-to-come',
      detail: 'Microsoft will ask that administrator to allow Plumm to read and write users.',
      href: pages.consent,
      actor: 'it',
    }
  }
  const missing = graphPermissions.filter(({ required, name }) => required && !granted.includes(name))
  if (missing.length === 0)
    return {
      result: 'ok',
      finding: 'consent-granted',
      detail: 'Microsoft has granted what is needed.',
      actor: 'nobody',
    }
  return {
    result: 'fail',
    finding: 'consent-missing',
    about: missing.map(({ name }) => name),
    detail: `Not granted: ${missing.map(({ name }) => name).join(', ')}.`,
    remedy: 'An Entra administrator gives the permission again: Reconnect.',
    href: pages.consent,
    actor: 'it',
  }
}

/** What was seen of our own way in; `write` is null where it was not tried. */
export interface Provisioning {
  token: TokenResult
  write: GraphResult<null> | null
}

/** Null: not connected. */
export function apiProvisioning(seen: Provisioning | null): Check {
  if (seen === null)
    return {
      result: 'unknown',
      finding: 'write-to-come',
      detail: 'Tried as soon as you are connected. It changes nothing.',
      actor: 'nobody',
    }
  const { token, write } = seen
  if (!token.ok) return withoutToken(token.failure)
  if (lacksRequired(token.roles)) return consent(token.roles)
  // Somebody with that id does not exist, so this is the answer of one who may write.
  if (write?.ok || write?.failure.is === 'not-found')
    return {
      result: 'ok',
      finding: 'write-allowed',
      detail: 'Microsoft lets Plumm make changes in your directory.',
      actor: 'nobody',
    }
  if (write?.failure.is === 'permission-missing-or-protected' || write?.failure.is === 'consent') {
    return {
      result: 'fail',
      finding: 'write-refused',
      detail: 'Microsoft gave the permission, but refuses changes all the same.',
      remedy:
        'Right after it was given this can last for some minutes: look again. If it stays, an Entra administrator checks under Enterprise applications > Plumm > Permissions that User.ReadWrite.All is granted.',
      href: pages.consent,
      actor: 'it',
    }
  }
  return NOT_NOW
}

function withoutToken(failure: TokenFailure): Check {
  switch (failure.is) {
    case 'unavailable':
      return NOT_NOW
    case 'secret-invalid':
    case 'secret-expired':
      return {
        result: 'fail',
        finding: 'key-refused',
        detail: 'Microsoft does not accept Plumm’s own key.',
        remedy: 'Whoever runs Plumm’s Entra integration replaces it; there is nothing to do in your directory.',
        actor: 'it',
      }
    case 'app-disabled':
      return {
        result: 'fail',
        finding: 'app-disabled',
        detail: 'The Plumm application is disabled in your directory.',
        remedy: 'An Entra administrator enables it under Enterprise applications > Plumm > Properties.',
        href: pages.disabled,
        actor: 'it',
      }
    case 'app-removed':
      return {
        result: 'fail',
        finding: 'app-removed',
        detail: 'The Plumm application is not in your directory any more.',
        remedy: 'An Entra administrator adds it again: Reconnect.',
        href: pages.consent,
        actor: 'it',
      }
    case 'tenant-gone':
      return {
        result: 'fail',
        finding: 'tenant-gone',
        detail: 'Microsoft no longer knows this directory.',
        remedy: 'Check with IT whether it still exists; if not, disconnect.',
        actor: 'it',
      }
  }
}

/** `knowsDomains`: whether a domain could be told to be unverified. */
export function emailStructure(seen: Concerned, knowsDomains: boolean): Check {
  if (seen.is === 'not-yet') return whilePlanning
  const { people } = seen
  if (people === null) {
    const later = knowsDomains ? '' : ' Whether their domains are verified shows once you are connected.'
    return {
      result: 'ok',
      finding: knowsDomains ? 'addresses-fine' : 'addresses-fine-domains-unknown',
      detail: `Every address can be a sign-in name in Entra.${later}`,
      actor: 'nobody',
    }
  }
  const isAboutDomains = people.first.every(({ reason }) => reason === 'domain-not-verified')
  return {
    result: 'warn',
    finding: isAboutDomains ? 'addresses-of-other-domains' : 'addresses-unfit',
    detail: `The ${addresses(people)} cannot be ${people.count === 1 ? 'a sign-in name' : 'sign-in names'} in Entra. Everyone else can be kept in step meanwhile.`,
    remedy: isAboutDomains
      ? 'Verify the domain in Entra, or let HR change the addresses in Plumm.'
      : 'Correct the addresses in Plumm. Where it is the domain, IT verifies it in Entra.',
    href: isAboutDomains ? pages.domains : pages.signInNames,
    actor: isAboutDomains ? 'it' : 'hr',
    people,
  }
}

/** `organization` is null before there is a connection. */
export function onPremisesSync(organization: GraphResult<Organization> | null, seen: Concerned): Check {
  if (organization === null)
    return {
      result: 'unknown',
      finding: 'after-connecting',
      detail: 'Looked up as soon as you are connected.',
      actor: 'nobody',
    }
  if (seen.is === 'seen' && seen.people !== null) {
    const { people } = seen
    const whose = people.count === 1 ? 'One person’s account is' : `${people.count} people’s accounts are`
    return {
      result: 'warn',
      finding: 'accounts-on-premises',
      detail: `${whose} managed by Windows Active Directory, where Plumm cannot reach them: not to update them, and not to suspend a leaver.`,
      remedy: 'Go on changing these accounts in Active Directory, or hand them over to Entra.',
      href: pages.onPremises,
      actor: 'it',
      people,
    }
  }
  if (!organization.ok) return NOT_NOW
  if (!organization.value.isSyncedFromOnPremises)
    return {
      result: 'ok',
      finding: 'accounts-in-entra',
      detail: 'Accounts are managed in Entra itself.',
      actor: 'nobody',
    }
  if (seen.is === 'not-yet') return whilePlanning
  return {
    result: 'ok',
    finding: 'accounts-of-others-on-premises',
    detail: 'Some accounts come from Windows Active Directory; none of them belongs to anyone in Plumm.',
    actor: 'nobody',
  }
}

/** Null: not connected. */
export function clashingAccounts(seen: Concerned | null): Check {
  if (seen === null)
    return {
      result: 'unknown',
      finding: 'clashes-to-come',
      detail: 'Looked up as soon as you are connected, before anything changes.',
      actor: 'nobody',
    }
  if (seen.is === 'not-yet') return whilePlanning
  const { people } = seen
  if (people === null)
    return {
      result: 'ok',
      finding: 'no-clashes',
      detail: 'No address is held by an account that could be somebody else’s.',
      actor: 'nobody',
    }
  return {
    result: 'warn',
    finding: 'clashes',
    detail: `The ${addresses(people)} ${people.count === 1 ? 'is' : 'are'} held by accounts that are not linked without an answer: a guest, an alias, an administrator, another employee number, a deleted account.`,
    remedy: 'Each is shown with its choices. Nothing happens to these accounts before someone has answered.',
    actor: 'hr',
    people,
  }
}

const whilePlanning: Check = {
  result: 'unknown',
  finding: 'while-planning',
  detail: 'Shown when the preview has been worked out.',
  actor: 'nobody',
}

function addresses({ count }: PeopleConcerned): string {
  return count === 1 ? 'address of one person' : `addresses of ${count} people`
}

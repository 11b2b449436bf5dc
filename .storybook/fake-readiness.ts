import type { Readiness, ReadinessCheck, ReadinessFinding } from '../packages/shared/src/index.ts'

const check = (
  id: ReadinessCheck['id'],
  result: ReadinessCheck['result'],
  finding: ReadinessFinding,
  detail: string,
  more: Partial<ReadinessCheck> = {},
): ReadinessCheck => ({ id, result, finding, detail, actor: 'nobody', ...more })

const connected = [
  check('plumm-permission', 'ok', 'may-manage', 'You may manage integrations in Plumm.'),
  check('entra-role', 'ok', 'connected-by', 'Connected by Adele Vance.', { about: ['Adele Vance'] }),
  check('consent', 'ok', 'consent-granted', 'Microsoft has granted what is needed.'),
]

/** As a first visit finds it: little can be told before connecting. */
export const firstReadiness: Readiness = {
  checks: [
    check('plumm-permission', 'ok', 'may-manage', 'You may manage integrations in Plumm.'),
    check(
      'entra-role',
      'unknown',
      'administrator-needed',
      'Connecting needs a Global Administrator or Privileged Role Administrator of your Microsoft Entra directory.',
      {
        actor: 'it',
        remedy: 'Sign in as one, or ask a colleague who is one to do it with you.',
        href: 'https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference',
      },
    ),
    check(
      'consent',
      'unknown',
      'consent-to-come',
      'Microsoft will ask that administrator to allow Plumm to read and write users.',
      {
        actor: 'it',
        href: 'https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent',
      },
    ),
    check('api-provisioning', 'unknown', 'write-to-come', 'Tried as soon as you are connected. It changes nothing.'),
    check(
      'email-structure',
      'ok',
      'addresses-fine-domains-unknown',
      'Every address can be a sign-in name in Entra. Whether their domains are verified shows once you are connected.',
    ),
    check('on-premises-sync', 'unknown', 'after-connecting', 'Looked up as soon as you are connected.'),
    check(
      'clashing-accounts',
      'unknown',
      'clashes-to-come',
      'Looked up as soon as you are connected, before anything changes.',
    ),
  ],
}

/** Several things in the way at once. */
export const troubledReadiness: Readiness = {
  checks: [
    ...connected,
    check(
      'api-provisioning',
      'fail',
      'write-refused',
      'Microsoft gave the permission, but refuses changes all the same.',
      {
        actor: 'it',
        remedy:
          'Right after it was given this can last for some minutes: look again. If it stays, an Entra administrator checks under Enterprise applications > Plumm > Permissions that User.ReadWrite.All is granted.',
        href: 'https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent',
      },
    ),
    check(
      'email-structure',
      'warn',
      'addresses-unfit',
      'The addresses of 23 people cannot be sign-in names in Entra. Everyone else can be kept in step meanwhile.',
      {
        actor: 'hr',
        remedy: 'Correct the addresses in Plumm. Where it is the domain, IT verifies it in Entra.',
        href: 'https://learn.microsoft.com/entra/identity/authentication/concept-sspr-policy',
        people: {
          count: 23,
          first: [
            { personId: 'p-1', name: 'Ana Ruiz', reason: 'bad-characters' },
            { personId: 'p-2', name: 'Bartholomew Featherstonehaugh-Cholmondeley', reason: 'too-long' },
            { personId: 'p-3', name: 'Cyd Okafor', reason: 'domain-not-verified' },
          ],
        },
      },
    ),
    check(
      'on-premises-sync',
      'warn',
      'accounts-on-premises',
      'One person’s account is managed by Windows Active Directory, where Plumm cannot reach them: not to update them, and not to suspend a leaver.',
      {
        actor: 'it',
        remedy: 'Go on changing these accounts in Active Directory, or hand them over to Entra.',
        people: { count: 1, first: [{ personId: 'p-4', name: 'Tom Lee', reason: 'mastered-on-premises' }] },
      },
    ),
    check('clashing-accounts', 'ok', 'no-clashes', 'No address is held by an account that could be somebody else’s.'),
  ],
}

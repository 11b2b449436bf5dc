import { describe, expect, it } from 'vitest'
import { classify, retryAfter } from './failure.ts'

const NOW = Date.parse('2026-11-24T12:00:00Z')
const bad = (message: string, details?: object[]) => ({
  code: 'Request_BadRequest',
  message,
  ...(details && { details }),
})
/** A detail that repeats the message, as most do. */
const about = (target: string, code: string, message: string) => bad(message, [{ code, message, target }])

/** The literal bodies of graph-facts §2.6, by its letters. */
const bodies: [what: string, status: number, error: unknown, failure: object][] = [
  [
    '(a) a sign-in name that is taken',
    400,
    about(
      'userPrincipalName',
      'ObjectConflict',
      'Another object with the same value for property userPrincipalName already exists.',
    ),
    { is: 'address-taken', target: 'userPrincipalName', conflictingObject: null },
  ],
  [
    '(a) the same in 2018',
    400,
    bad('Another object with the same value for property userPrincipalName already exists.', [
      { target: 'userPrincipalName', code: 'ObjectConflict' },
    ]),
    { is: 'address-taken', target: 'userPrincipalName' },
  ],
  [
    '(a) the same without details',
    400,
    bad('Another object with the same value for property userPrincipalName already exists.'),
    { is: 'address-taken', target: 'userPrincipalName' },
  ],
  [
    '(b) an alias that is taken, and by whom',
    400,
    bad('Another object with the same value for property proxyAddresses already exists.', [
      {
        code: 'ObjectConflict',
        message: 'Another object with the same value for property proxyAddresses already exists.',
        target: 'proxyAddresses',
      },
      { code: 'ConflictingObjects', message: 'Another object …', target: 'User_1f0c' },
    ]),
    { is: 'address-taken', target: 'proxyAddresses', conflictingObject: 'User_1f0c' },
  ],
  [
    '(b) the older generic conflict',
    400,
    bad('A conflicting object with one or more of the specified property values is present in the directory.'),
    { is: 'address-taken', conflictingObject: null },
  ],
  [
    '(b) a conflict that comes as 409',
    409,
    {
      code: 'Request_MultipleObjectsWithSameKeyValue',
      message: '',
      details: [{ code: 'ObjectConflict', target: 'mail' }],
    },
    { is: 'address-taken', target: 'mail' },
  ],
  [
    '(c) a domain that is not verified',
    400,
    about(
      'userPrincipalName',
      'InvalidValue',
      'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
    ),
    { is: 'domain-not-verified' },
  ],
  [
    '(d) a character Entra does not take',
    400,
    bad('Property userPrincipalName is invalid.', [
      {
        code: 'InvalidCharacter',
        message: 'Property userPrincipalName is invalid.',
        target: 'userPrincipalName',
        blockedWord: '',
        prefix: '',
        suffix: '',
      },
    ]),
    { is: 'bad-character', target: 'userPrincipalName' },
  ],
  [
    '(d) the same before 2026',
    400,
    about('userPrincipalName', 'InvalidValue', 'Property userPrincipalName is invalid.'),
    { is: 'bad-character', target: 'userPrincipalName' },
  ],
  [
    '(e) a password that is too weak',
    400,
    bad(
      'The specified password does not comply with password complexity requirements. Please provide a different password.',
    ),
    { is: 'invalid-value', target: 'password' },
  ],
  [
    '(f) a value it does not take',
    400,
    about('mailNickname', 'InvalidValue', "Invalid value specified for property 'mailNickname' of resource 'User'."),
    { is: 'invalid-value', target: 'mailNickname' },
  ],
  [
    '(f) the same without details',
    400,
    bad("Invalid value specified for property 'employeeId' of resource 'User'."),
    { is: 'invalid-value', target: 'employeeId' },
  ],
  [
    '(g) a property nobody may write',
    400,
    bad("Property 'onPremisesSyncEnabled' is read-only and cannot be set."),
    { is: 'invalid-value', target: 'onPremisesSyncEnabled' },
  ],
  [
    '(h) a user that is not there',
    404,
    { code: 'Request_ResourceNotFound', message: "Resource 'x' does not exist or one of its queried …" },
    { is: 'not-found' },
  ],
  [
    '(h) a guest that is not there yet',
    404,
    { code: 'Directory_ObjectNotFound', message: 'Unable to read the company information from the directory.' },
    { is: 'not-found' },
  ],
  [
    '(i) a missing permission, or a protected account',
    403,
    { code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.' },
    { is: 'permission-missing-or-protected' },
  ],
  [
    '(j) an account that Windows AD owns',
    400,
    bad(
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
    ),
    { is: 'mastered-on-premises' },
  ],
  [
    '(j) an account that it used to own',
    400,
    bad('Unable to update the specified properties for objects that have originated within an external service.'),
    { is: 'mastered-on-premises' },
  ],
  [
    '(l) a token that has expired',
    401,
    { code: 'InvalidAuthenticationToken', message: 'Lifetime validation failed, the token is expired.' },
    { is: 'unauthorized' },
  ],
  [
    '(n) two writes at once',
    409,
    { code: 'Directory_ConcurrencyViolation' },
    { is: 'unavailable', outcomeUnknown: false },
  ],
  ['(n) a full directory', 403, { code: 'Directory_QuotaExceeded', message: '' }, { is: 'quota-exceeded' }],
  [
    '§3 a reference to what is not there yet',
    400,
    bad("The source resource object or one of the objects being referenced don't exist."),
    { is: 'not-found' },
  ],
  [
    '§1.2 too many requests',
    429,
    { code: 'TooManyRequests', message: 'Please retry again later.', innerError: { code: '429' } },
    { is: 'throttled', retryAfterMs: 10_000 },
  ],
  [
    '§5.1 an expired delta token',
    410,
    { code: 'SyncStateNotFound', message: 'The sync state …' },
    { is: 'delta-expired' },
  ],
  [
    '§5.1 the same as another 4xx',
    400,
    { code: 'resyncRequired', message: 'Resync required.' },
    { is: 'delta-expired' },
  ],
  ['§5.1 maintenance, without a body', 410, null, { is: 'delta-expired' }],
  [
    '§1.3 an error with an empty message',
    500,
    { code: 'UnknownError', message: '' },
    { is: 'unavailable', outcomeUnknown: true },
  ],
  ['§1.3 a gateway that got no answer, without a body', 504, null, { is: 'unavailable', outcomeUnknown: true }],
  ['§1.3 overload', 503, undefined, { is: 'unavailable', outcomeUnknown: false }],
  ['§1.3 bandwidth', 509, null, { is: 'unavailable' }],
  [
    'something nobody has told us of',
    400,
    { code: 'Request_UnsupportedQuery', message: '$count is not currently supported.' },
    { is: 'unexpected', status: 400, code: 'Request_UnsupportedQuery', message: '$count is not currently supported.' },
  ],
  ['an error that is no object', 418, 'teapot', { is: 'unexpected', status: 418, code: null }],
]

describe('classify', () => {
  it.each(bodies)('%s', (_what, status, error, failure) => {
    expect(classify(status, error, new Headers(), NOW)).toMatchObject(failure)
  })

  it('tells how long to stay away, where Graph says it', () => {
    expect(classify(429, null, new Headers({ 'retry-after': '17' }), NOW)).toEqual({
      is: 'throttled',
      retryAfterMs: 17_000,
    })
    expect(classify(503, null, new Headers({ 'Retry-After': '5' }), NOW)).toMatchObject({ retryAfterMs: 5_000 })
    expect(classify(503, null, new Headers(), NOW)).not.toHaveProperty('retryAfterMs')
  })
})

describe('Retry-After', () => {
  it.each([
    ['17', 17_000],
    ['0.249', 249],
    ['0', 0],
    ['-3', 0],
    ['Tue, 24 Nov 2026 12:02:00 GMT', 120_000],
    ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
    ['', null],
    ['soon', null],
    ['Infinity', null],
  ])('reads "%s"', (value, expected) => {
    expect(retryAfter(new Headers({ 'Retry-After': value }), NOW)).toBe(expected)
  })
})

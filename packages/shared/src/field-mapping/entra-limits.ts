import { type EntraField, entraFields } from '../entra-user.ts'
import type { Reason } from '../sync-status.ts'

/**
 * ISO 3166-1 alpha-2, and XK, which Microsoft lists for Kosovo. A country that Entra does not know would otherwise be
 * refused only after the call. One text and not a set: a bundle that does not ask leaves it out.
 */
const COUNTRIES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV ' +
  'BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ' +
  'ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE ' +
  'IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY ' +
  'MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU ' +
  'NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM ' +
  'SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE ' +
  'VG VI VN VU WF WS XK YE YT ZA ZM ZW'

/** Every country that Entra knows, by its two letters: for choosing from. */
export function countryCodes(): string[] {
  return COUNTRIES.split(' ')
}

/** A value as Entra writes it: blanks folded, a country in capitals. Doing it twice changes nothing. */
export function inEntraForm(field: EntraField, value: string): string {
  const folded = foldBlanks(value)
  return entraFields[field].kind === 'country' ? folded.toUpperCase() : folded
}

/** One blank where there were several, of whatever kind; none at the ends. */
export function foldBlanks(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** What Entra would say against a value, found before the call so that the words are ours (graph-facts §2.3). */
export function valueProblem(field: EntraField, value: string): Reason | undefined {
  const { kind, maxLength } = entraFields[field]
  switch (kind) {
    case 'address':
      return addressProblem(value)
    case 'country':
      return value.length === 2 && countryCodes().includes(value) ? undefined : 'bad-country'
    case 'phone':
      if (!/^[0-9+()\-./ ext]+$/i.test(value) || !/\d/.test(value)) return 'bad-phone'
      break
    case 'nickname':
      if (!/^[A-Za-z0-9!#$%&'*+\-./=?^_`{|}~]+$/.test(value) || /^\.|\.$/.test(value)) return 'bad-characters'
      break
    case 'text':
    case 'reference':
      // Somebody's text went through a wrong encoding, or holds a character that nobody can see: not a value to write.
      if (/[\u{FFFD}\p{Cc}\p{Cs}]/u.test(value)) return 'bad-characters'
  }
  return value.length > maxLength ? 'too-long' : undefined
}

/** Graph creates nobody without these (graph-facts §2.3). */
export const neededToCreate = ['userPrincipalName', 'displayName', 'mailNickname'] as const satisfies EntraField[]

export function isNeededToCreate(field: EntraField): boolean {
  return neededToCreate.some((needed) => needed === field)
}

/** Why a field may not be without a value, or undefined: Graph creates no account without these (graph-facts §2.3). */
export function emptyProblem(field: EntraField): Reason | undefined {
  if (field === 'displayName') return 'name-missing'
  if (field === 'userPrincipalName' || field === 'mailNickname') return 'bad-email'
  return undefined
}

/** Graph refuses `@`, blanks and a dot at either end in a mail nickname (graph-facts §2.6 f). */
export function toMailNickname(address: string): string {
  return (address.split('@')[0] ?? '').replace(/[^A-Za-z0-9!#$%&'*+\-./=?^_`{|}~]/g, '').replace(/^\.+|\.+$/g, '')
}

function addressProblem(address: string): Reason | undefined {
  const [local, domain, ...rest] = address.split('@')
  if (!local || !domain || rest.length > 0 || !/^[^\s]+\.[^\s]+$/.test(domain)) return 'bad-email'
  if (!/^[A-Za-z0-9'.\-_!#^~]+$/.test(local) || local.endsWith('.')) return 'bad-characters'
  if (!/^[A-Za-z0-9.-]+$/.test(domain)) return 'bad-characters'
  if (local.length > 64 || domain.length > 48 || address.length > 113) return 'too-long'
  return undefined
}

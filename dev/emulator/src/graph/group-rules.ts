import { type JsonObject, isTexts } from '../json.ts'
import { refuse } from './graph-refusal.ts'
import { groupResource } from './group-properties.ts'
import { checkValues } from './user-rules.ts'

const groupTypes = ['Unified', 'DynamicMembership']

/** What every group has. */
interface GroupBasics {
  displayName: string
  mailEnabled: boolean
  mailNickname: string
  securityEnabled: boolean
}

/** A group that Graph creates: https://learn.microsoft.com/graph/api/group-post-groups */
export function checkGroup(values: JsonObject): GroupBasics {
  for (const name of ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled'])
    if (values[name] === undefined || values[name] === null) throw refuse.missingValue(name, 'group')
  checkValues(groupResource, values)
  const { displayName, mailEnabled, mailNickname, securityEnabled } = values
  if (
    typeof displayName !== 'string' ||
    typeof mailNickname !== 'string' ||
    typeof mailEnabled !== 'boolean' ||
    typeof securityEnabled !== 'boolean'
  )
    throw refuse.invalidValue('displayName', 'group')
  checkTexts(values)
  const types = isTexts(values.groupTypes) ? values.groupTypes : []
  if (types.some((type) => !groupTypes.includes(type))) throw refuse.invalidValue('groupTypes', 'group')
  const isUnified = types.includes('Unified')
  const isDynamic = types.includes('DynamicMembership')
  // Distribution lists and mail-enabled security groups are made in Exchange; the wording of a live answer of 2021.
  if (mailEnabled !== isUnified || (!mailEnabled && !securityEnabled))
    throw refuse.badRequest(
      'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.',
    )
  if (isDynamic && typeof values.membershipRule !== 'string') throw refuse.missingValue('membershipRule', 'group')
  if (!isDynamic && typeof values.membershipRule === 'string') throw refuse.invalidValue('membershipRule', 'group')
  if (values.isAssignableToRole === true && (isDynamic || !securityEnabled))
    throw refuse.invalidValue('isAssignableToRole', 'group')
  return { displayName, mailEnabled, mailNickname, securityEnabled }
}

/** What may be changed afterwards. */
export function checkGroupUpdate(values: JsonObject): void {
  checkValues(groupResource, values)
  for (const name of ['groupTypes', 'isAssignableToRole', 'mailEnabled', 'securityEnabled'])
    if (values[name] !== undefined) throw refuse.readOnly(name)
  checkTexts(values)
}

function checkTexts({ mailNickname, visibility, membershipRuleProcessingState }: JsonObject): void {
  if (typeof mailNickname === 'string' && !/^[!#-'*+\-./0-9=?A-Z^_`a-z{|}~]+$/.test(mailNickname))
    throw refuse.invalidValue('mailNickname', 'group')
  if (typeof visibility === 'string' && !['Private', 'Public', 'HiddenMembership'].includes(visibility))
    throw refuse.invalidValue('visibility', 'group')
  if (typeof membershipRuleProcessingState === 'string' && !/^(On|Paused)$/.test(membershipRuleProcessingState))
    throw refuse.invalidValue('membershipRuleProcessingState', 'group')
}

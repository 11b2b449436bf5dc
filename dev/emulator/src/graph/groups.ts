import { randomUUID } from 'node:crypto'
import { type JsonObject, isTexts } from '../json.ts'
import { type DirectoryGroup, type GroupRecord, isRoleAssignable, isUnified } from '../tenant/group.ts'
import { defaultDomain } from '../tenant/tenant.ts'
import { type Collection, collectionCount, collectionPage, itemsOf } from './collection.ts'
import { referencedKey } from './directory-objects.ts'
import { type GraphCall, type GraphHandler, bodyOf, isoSeconds } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { addReferences, checkRoleManagement } from './group-members.ts'
import { groupResource } from './group-properties.ts'
import { checkGroup, checkGroupUpdate } from './group-rules.ts'
import { contextOf, entity, shown } from './select.ts'
import { holderOf } from './user-rules.ts'

/** At once, members and owners together (graph-facts §2.5; group-post-groups). */
const BIND_MAX = 20
const binds = ['members@odata.bind', 'owners@odata.bind'] as const

/** GET /groups */
export const listGroups: GraphHandler = (call) => collectionPage(call, groupsOf(call))

/** GET /groups/$count */
export const countGroups: GraphHandler = (call) => collectionCount(call, groupsOf(call))

function groupsOf({ tenant }: GraphCall): Collection {
  const records = tenant.groups.all().flatMap(({ group }) => tenant.groups.visible(group.id) ?? [])
  return {
    resource: groupResource,
    context: 'groups',
    path: '/groups',
    items: itemsOf(
      groupResource,
      records.map(({ group }) => group),
    ),
  }
}

/** GET /groups/{id} */
export const getGroup: GraphHandler = (call) => {
  const { id = '' } = call.params
  const record = call.tenant.groups.visible(id)
  if (!record) throw refuse.notFound(id)
  return { status: 200, body: entity(call, groupResource, 'groups', record.group) }
}

/** POST /groups → 201: security, role-assignable, Microsoft 365 or dynamic; others are Exchange's. */
export const createGroup: GraphHandler = (call) => {
  const { tenant, world } = call
  const { values, references } = splitBody(call)
  const { displayName, mailEnabled, mailNickname, securityEnabled } = checkGroup(values)
  if (values.isAssignableToRole === true) checkRoleManagement(call)
  const groupTypes = isTexts(values.groupTypes) ? values.groupTypes : []
  const group: DirectoryGroup = {
    ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)),
    id: randomUUID(),
    displayName,
    mailEnabled,
    mailNickname,
    securityEnabled,
    groupTypes,
    createdDateTime: isoSeconds(world.now()),
    renewedDateTime: isoSeconds(world.now()),
    securityIdentifier: securityIdentifier(),
  }
  if (isUnified(group)) {
    const mail = `${mailNickname}@${defaultDomain(tenant)}`
    const holder = holderOf(tenant, mail)
    if (holder !== undefined) throw refuse.conflict('proxyAddresses', holder)
    group.mail = mail
    group.proxyAddresses = [`SMTP:${mail}`]
  }
  const record = tenant.groups.add(group)
  try {
    addReferences(call, record, 'members', references['members@odata.bind'])
    addReferences(call, record, 'owners', references['owners@odata.bind'])
  } catch (error) {
    tenant.groups.remove(record, { isForGood: true })
    throw error
  }
  world.touch()
  return {
    status: 201,
    headers: {
      Location: `${world.graphOrigin}/v2/${tenant.id}/directoryObjects/${group.id}/Microsoft.DirectoryServices.Group`,
    },
    body: { '@odata.context': contextOf(call, 'groups/$entity'), ...shown(groupResource, group, undefined) },
  }
}

/** PATCH /groups/{id} → 204; `members@odata.bind` adds up to 20 members, all or none (graph-facts §2.5). */
export const updateGroup: GraphHandler = (call) => {
  const record = livingGroup(call)
  const { values, references } = splitBody(call)
  const names = Object.keys(values)
  if (isRoleAssignable(record.group)) checkRoleManagement(call)
  if (names.length > 0 && !call.roles.some((role) => role !== 'GroupMember.ReadWrite.All' && wide.includes(role)))
    throw refuse.denied()
  if (names.length > 0 && record.group.onPremisesSyncEnabled === true) throw refuse.synced()
  checkGroupUpdate(values)
  addReferences(call, record, 'members', references['members@odata.bind'])
  addReferences(call, record, 'owners', references['owners@odata.bind'])
  for (const [name, value] of Object.entries(values)) {
    if (value === null) delete record.group[name]
    else record.group[name] = value
  }
  call.world.touch()
  return { status: 204 }
}

/** May change more than the members. */
const wide = ['Group.ReadWrite.All', 'Directory.ReadWrite.All', 'Group-NestingSupport.ReadWrite.All']

/** DELETE /groups/{id} → 204: Microsoft 365 groups into the recycle bin, others for good. */
export const deleteGroup: GraphHandler = (call) => {
  const record = livingGroup(call)
  if (isRoleAssignable(record.group)) checkRoleManagement(call)
  if (record.group.onPremisesSyncEnabled === true) throw refuse.synced()
  call.tenant.groups.remove(record, { isForGood: !isUnified(record.group) })
  call.world.touch()
  return { status: 204 }
}

/** @throws 404 naming the id */
function livingGroup({ tenant, params }: GraphCall): GroupRecord {
  const { id = '' } = params
  const record = tenant.groups.living(id)
  if (!record) throw refuse.notFound(id)
  return record
}

/** Properties, and the keys of what is to be bound. */
function splitBody(call: GraphCall): { values: JsonObject; references: Record<(typeof binds)[number], string[]> } {
  const body = bodyOf(call)
  const { 'members@odata.bind': members = [], 'owners@odata.bind': owners = [], ...rest } = body
  if (!isTexts(members) || !isTexts(owners))
    throw refuse.malformed('The value of an @odata.bind annotation is invalid.')
  if (members.length + owners.length > BIND_MAX)
    throw refuse.badRequest(`Too many references were sent: at most ${BIND_MAX} can be bound in one request.`)
  const values = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('@odata.')))
  return {
    values,
    references: {
      'members@odata.bind': members.map(referencedKey),
      'owners@odata.bind': owners.map(referencedKey),
    },
  }
}

function securityIdentifier(): string {
  const numbers = randomUUID().replaceAll('-', '').match(/.{8}/g) ?? []
  return `S-1-12-1-${numbers.map((hex) => Number.parseInt(hex, 16)).join('-')}`
}

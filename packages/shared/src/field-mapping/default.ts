import type { FieldMapping } from './document.ts'
import { everyone, nobodyExcluded } from './scope.ts'

/**
 * What a new connection starts with: name, email, role, department, place, phone, employee number, entity, cost centre,
 * manager. What Plumm may not know (entity, employee number, cost centre) is left alone while it is empty.
 */
export const defaultFieldMapping: FieldMapping = {
  version: 2,
  revision: 1,
  rules: [
    { target: 'userPrincipalName', source: { copy: 'email' }, write: 'always', whenEmpty: 'leave' },
    // Exchange owns the mail address once the mailbox exists (design §5, Names and addresses).
    { target: 'mail', source: { copy: 'email' }, write: 'on-create', whenEmpty: 'leave' },
    { target: 'mailNickname', source: { localPart: 'email' }, write: 'on-create', whenEmpty: 'leave' },
    {
      target: 'displayName',
      source: { firstOf: [{ copy: 'displayName' }, { template: '{firstName} {lastName}' }] },
      write: 'always',
      whenEmpty: 'leave',
    },
    { target: 'givenName', source: { copy: 'firstName' }, write: 'always', whenEmpty: 'clear' },
    { target: 'surname', source: { copy: 'lastName' }, write: 'always', whenEmpty: 'clear' },
    { target: 'jobTitle', source: { copy: 'role' }, write: 'always', whenEmpty: 'clear' },
    { target: 'department', source: { copy: 'department' }, write: 'always', whenEmpty: 'clear' },
    { target: 'companyName', source: { copy: 'entity' }, write: 'always', whenEmpty: 'leave' },
    { target: 'officeLocation', source: { copy: 'location.office' }, write: 'always', whenEmpty: 'clear' },
    { target: 'city', source: { copy: 'location.city' }, write: 'always', whenEmpty: 'clear' },
    { target: 'country', source: { copy: 'location.country' }, write: 'always', whenEmpty: 'clear' },
    { target: 'usageLocation', source: { copy: 'location.country' }, write: 'always', whenEmpty: 'leave' },
    { target: 'mobilePhone', source: { copy: 'phone' }, write: 'always', whenEmpty: 'clear' },
    { target: 'employeeId', source: { copy: 'employeeNumber' }, write: 'always', whenEmpty: 'leave' },
    { target: 'costCenter', source: { copy: 'costCenter' }, write: 'always', whenEmpty: 'leave' },
    { target: 'manager', source: { copy: 'managerId' }, write: 'always', whenEmpty: 'clear' },
  ],
  scope: everyone,
  exclusions: nobodyExcluded,
}

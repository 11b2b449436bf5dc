import { describe, expect, it } from 'vitest'
import { parseJson } from '../json.ts'
import { permissionTable } from '../reference/permission-table.ts'
import { PERMISSIONS_FILE, TYPES_FILE, referenceText } from '../reference/reference-files.ts'
import { typeTable } from '../reference/type-table.ts'
import { graphTypes } from '../testing/graph-types.ts'
import { permissionKey, permissionsFor } from './access.ts'
import { applicationPermissions } from './application-permissions.ts'
import { graphRoutes } from './graph.ts'
import { morePermissions } from './more-permissions.ts'

const served = graphRoutes.map(({ method, pattern }) => permissionKey(method, pattern))

describe('the table of permissions (graph-facts §2.1)', () => {
  it.each(graphRoutes.map(({ method, pattern }) => [method, pattern]))('has a row for %s %s', (method, pattern) => {
    expect(permissionsFor(method, pattern).size).toBeGreaterThan(0)
  })

  it('merges rows whose paths differ in case', () => {
    const paths = {
      'GET /subscribedSkus': { least: ['LicenseAssignment.Read.All'], also: [] },
      'GET /subscribedskus': { least: [], also: ['Organization.Read.All'] },
      'GET /unicorns': { least: ['Unicorn.Read.All'], also: [] },
    }
    expect(permissionTable({ paths }, ['GET /subscribedskus'])).toEqual({
      'GET /subscribedskus': 'LicenseAssignment.Read.All Organization.Read.All',
    })
  })

  it('says by hand only what the reference does not say', () => {
    for (const [call, names] of Object.entries(morePermissions)) {
      const generated = applicationPermissions[call]?.split(' ') ?? []
      expect(names.split(' ').filter((name) => generated.includes(name))).toEqual([])
    }
  })

  // A fresh clone has no reference beside it, and what was generated from it is committed.
  it.runIf(referenceText(PERMISSIONS_FILE) !== undefined)('is what the reference says', () => {
    const reference = parseJson(referenceText(PERMISSIONS_FILE) ?? '')
    expect(applicationPermissions).toEqual(permissionTable(reference, served))
    expect(graphTypes).toEqual(typeTable(referenceText(TYPES_FILE) ?? ''))
  })
})

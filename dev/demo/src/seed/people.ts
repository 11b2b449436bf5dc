import type { CompanyId } from '../plumm/companies.ts'
import type { PlummPerson } from '../plumm/person.ts'
import { type RosterRow, northwindRoster, offices, tailspinRoster } from './roster.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** HR enters people this long before they start, or a few days ago at the latest. */
const ENTERED_BEFORE_DAYS = 20
const firstNames = [
  'Adam',
  'Bella',
  'Cyrus',
  'Dalia',
  'Edwin',
  'Farah',
  'Gavin',
  'Hilda',
  'Imran',
  'Judith',
  'Kofi',
  'Laura',
]
const lastNames = [
  'Archer',
  'Bishop',
  'Coburn',
  'Dawson',
  'Ekström',
  'Fischer',
  'Gilbert',
  'Harding',
  'Ibsen',
  'Jarvis',
  'Klein',
]
const roles = ['Analyst', 'Coordinator', 'Engineer', 'Specialist']
const departments = ['Engineering', 'Sales', 'Support', 'Operations', 'Finance']

export interface SeedOptions {
  now: Date
  /** How many people Northwind has; past the forty of the roster they are made up. */
  people?: number
}

/** The world a fresh demo opens with. The same every time, but for dates that are near today. */
export function seedPeople({ now, people = northwindRoster.length }: SeedOptions): Record<CompanyId, PlummPerson[]> {
  const northwind = Array.from({ length: people }, (_, index) => northwindRoster[index] ?? madeUp(index))
  return {
    northwind: northwind.map((row, index) => toPerson(row, index, { ...northwindCompany, people }, now)),
    tailspin: tailspinRoster.map((row, index) =>
      toPerson(row, index, { ...tailspinCompany, people: tailspinRoster.length }, now),
    ),
  }
}

interface SeedCompany {
  prefix: string
  domain: string
  entity: string
}
const northwindCompany: SeedCompany = { prefix: 'nw', domain: 'contoso.com', entity: 'Northwind Ltd' }
const tailspinCompany: SeedCompany = { prefix: 'ts', domain: 'fabrikam.com', entity: 'Tailspin Toys Ltd' }

function madeUp(index: number): RosterRow {
  const first = firstNames[index % firstNames.length] ?? 'Adam'
  const last = lastNames[index % lastNames.length] ?? 'Archer'
  const officeNames = Object.keys(offices) as (keyof typeof offices)[]
  return {
    first,
    last: `${last} ${index}`,
    role: roles[index % roles.length] ?? 'Analyst',
    department: departments[index % departments.length] ?? 'Sales',
    office: officeNames[index % officeNames.length] ?? 'London',
    manager: index % 7,
    odd: { email: `${addressPart(first)}.${addressPart(last)}.${index}@${northwindCompany.domain}` },
  }
}

function toPerson(row: RosterRow, index: number, company: SeedCompany & { people: number }, now: Date): PlummPerson {
  const { office, city, country, timeZone, dial } = offices[row.office]
  const startsInDays = row.startsInDays ?? -(180 + ((index * 53) % 2400))
  const id = (place: number) => `${company.prefix}-${String(place + 1).padStart(3, '0')}`
  return {
    id: id(index),
    version: 1,
    status: row.status ?? 'active',
    email: `${addressPart(row.first)}.${addressPart(row.last)}@${company.domain}`,
    firstName: row.first,
    lastName: row.last,
    role: row.role,
    department: row.department,
    location: { office, city, country },
    phone: `${dial} ${String(1000 + ((index * 37) % 9000))}`,
    employeeNumber: `${company.prefix.toUpperCase()}${1001 + index}`,
    ...(row.manager === undefined || row.manager >= company.people ? {} : { managerId: id(row.manager) }),
    entity: company.entity,
    costCenter: `CC-${row.department.slice(0, 3).toUpperCase()}`,
    startDate: dayOf(now, startsInDays),
    timeZone,
    createdAt: new Date(now.getTime() + Math.min(startsInDays - ENTERED_BEFORE_DAYS, -3) * DAY_MS).toISOString(),
    ...row.odd,
  }
}

/** A name as it stands in an address: no accents, no blanks, no punctuation. */
function addressPart(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z-]/g, '')
    .toLowerCase()
}

function dayOf(now: Date, inDays: number): string {
  return new Date(now.getTime() + inDays * DAY_MS).toISOString().slice(0, 10)
}

import type { PersonDetails } from '../plumm/person.ts'

/** One line of the roster; the manager is named by row number, and everything left out follows from the rest. */
export interface RosterRow {
  first: string
  last: string
  role: string
  department: string
  office: keyof typeof offices
  manager?: number
  /** What makes this person awkward, laid over the ordinary details. */
  odd?: Partial<PersonDetails>
  status?: 'deactivated'
  startsInDays?: number
}

export const offices = {
  London: {
    office: 'London, Wharf Road',
    city: 'London',
    country: 'GB',
    timeZone: 'Europe/London',
    dial: '+44 20 7946',
  },
  Manchester: {
    office: 'Manchester, Ancoats',
    city: 'Manchester',
    country: 'GB',
    timeZone: 'Europe/London',
    dial: '+44 161 496',
  },
  Berlin: {
    office: 'Berlin, Kreuzberg',
    city: 'Berlin',
    country: 'DE',
    timeZone: 'Europe/Berlin',
    dial: '+49 30 2312',
  },
  Lisbon: { office: 'Lisbon, Alfama', city: 'Lisbon', country: 'PT', timeZone: 'Europe/Lisbon', dial: '+351 21 0154' },
} as const

const longTitle =
  'Associate Director for Cross-Regional Customer Onboarding, Retention, Renewals and Continuous Improvement Programmes (Interim, Job Share, Iberia)'

/** Northwind's forty. Rows 0–7 are the managers; the awkward ones are those that real directories have. */
export const northwindRoster: readonly RosterRow[] = [
  { first: 'Maya', last: 'Okafor', role: 'Chief Executive', department: 'Leadership', office: 'London' },
  { first: 'Tom', last: 'Lee', role: 'Engineering Manager', department: 'Engineering', office: 'London', manager: 0 },
  { first: 'Ana', last: 'Ruiz', role: 'Head of Sales', department: 'Sales', office: 'Lisbon', manager: 0 },
  { first: 'Jo', last: 'Park', role: 'Head of People', department: 'People', office: 'London', manager: 0 },
  { first: 'Katrin', last: 'Vogel', role: 'Head of Finance', department: 'Finance', office: 'Berlin', manager: 0 },
  { first: 'Rui', last: 'Almeida', role: 'Head of Support', department: 'Support', office: 'Lisbon', manager: 0 },
  { first: 'Grace', last: 'Mensah', role: 'Head of Design', department: 'Design', office: 'Manchester', manager: 0 },
  { first: 'Erik', last: 'Brandt', role: 'Platform Lead', department: 'Engineering', office: 'Berlin', manager: 1 },
  // Awkward, and all of them real kinds of people.
  {
    first: 'Siobhán',
    last: 'O’Brien',
    role: 'Account Executive',
    department: 'Sales',
    office: 'London',
    manager: 2,
    odd: { email: "siobhan.o'brien@contoso.com" },
  },
  { first: 'Zoë', last: 'Lindqvist', role: 'Product Designer', department: 'Design', office: 'Berlin', manager: 6 },
  {
    first: 'María José',
    last: 'García-López de la Torre',
    role: 'Sales Manager',
    department: 'Sales',
    office: 'Lisbon',
    manager: 2,
    odd: { email: 'mj.garcia-lopez@contoso.com' },
  },
  {
    first: 'Hanako',
    last: 'Satō',
    role: 'Localisation Specialist',
    department: 'Support',
    office: 'London',
    manager: 5,
    odd: { displayName: '佐藤 花子' },
  },
  {
    first: 'Bartholomew',
    last: 'Featherstonehaugh',
    role: longTitle,
    department: 'Support',
    office: 'Manchester',
    manager: 5,
  },
  {
    first: 'Priya',
    last: 'Nair',
    role: 'People Partner',
    department: 'People',
    office: 'London',
    manager: 3,
    odd: { email: 'priya.nair+people@contoso.com' },
  },
  {
    first: 'Lucy',
    last: 'Pevensie',
    role: 'Events Coordinator',
    department: 'Marketing',
    office: 'Manchester',
    manager: 0,
    odd: { location: { office: 'Wardrobe', city: 'Cair Paravel', country: 'Narnia' } },
  },
  {
    first: 'Dmitri',
    last: 'Volkov',
    role: 'Data Analyst',
    department: 'Finance',
    office: 'Berlin',
    manager: 4,
    status: 'deactivated',
  },
  {
    first: 'Helen',
    last: 'Cartwright',
    role: 'Office Manager',
    department: 'Operations',
    office: 'Manchester',
    manager: 3,
    status: 'deactivated',
  },
  {
    first: 'Noah',
    last: 'Adeyemi',
    role: 'Graduate Engineer',
    department: 'Engineering',
    office: 'London',
    manager: 1,
    startsInDays: 21,
  },
  // The rest.
  { first: 'Amelia', last: 'Hughes', role: 'Senior Engineer', department: 'Engineering', office: 'London', manager: 1 },
  {
    first: 'Felix',
    last: 'Neumann',
    role: 'Site Reliability Engineer',
    department: 'Engineering',
    office: 'Berlin',
    manager: 7,
  },
  {
    first: 'Inês',
    last: 'Carvalho',
    role: 'Software Engineer',
    department: 'Engineering',
    office: 'Lisbon',
    manager: 1,
  },
  {
    first: 'Oliver',
    last: 'Grant',
    role: 'Security Engineer',
    department: 'Engineering',
    office: 'Manchester',
    manager: 7,
  },
  { first: 'Leila', last: 'Haddad', role: 'Product Manager', department: 'Product', office: 'Berlin', manager: 0 },
  { first: 'Daniel', last: 'Whitlock', role: 'Product Analyst', department: 'Product', office: 'London', manager: 22 },
  { first: 'Sofia', last: 'Marques', role: 'Account Manager', department: 'Sales', office: 'Lisbon', manager: 2 },
  { first: 'Jonas', last: 'Keller', role: 'Sales Engineer', department: 'Sales', office: 'Berlin', manager: 2 },
  { first: 'Ruth', last: 'Banerjee', role: 'Account Executive', department: 'Sales', office: 'London', manager: 10 },
  { first: 'Ivo', last: 'Petrov', role: 'Controller', department: 'Finance', office: 'Berlin', manager: 4 },
  {
    first: 'Charlotte',
    last: 'Evans',
    role: 'Payroll Specialist',
    department: 'Finance',
    office: 'London',
    manager: 4,
  },
  { first: 'Miguel', last: 'Teixeira', role: 'Support Engineer', department: 'Support', office: 'Lisbon', manager: 5 },
  {
    first: 'Aisha',
    last: 'Rahman',
    role: 'Support Specialist',
    department: 'Support',
    office: 'Manchester',
    manager: 5,
  },
  { first: 'Peter', last: 'Novak', role: 'Support Specialist', department: 'Support', office: 'Berlin', manager: 5 },
  { first: 'Beatriz', last: 'Fonseca', role: 'Content Lead', department: 'Marketing', office: 'Lisbon', manager: 0 },
  { first: 'George', last: 'Ashby', role: 'Growth Marketer', department: 'Marketing', office: 'London', manager: 32 },
  { first: 'Wei', last: 'Zhang', role: 'UX Researcher', department: 'Design', office: 'London', manager: 6 },
  { first: 'Clara', last: 'Hoffmann', role: 'Recruiter', department: 'People', office: 'Berlin', manager: 3 },
  { first: 'Samuel', last: 'Obi', role: 'Learning Partner', department: 'People', office: 'Manchester', manager: 3 },
  {
    first: 'Marta',
    last: 'Silveira',
    role: 'Operations Analyst',
    department: 'Operations',
    office: 'Lisbon',
    manager: 0,
  },
  {
    first: 'Henry',
    last: 'Caldwell',
    role: 'Facilities Lead',
    department: 'Operations',
    office: 'Manchester',
    manager: 37,
  },
  { first: 'Yusuf', last: 'Demir', role: 'IT Administrator', department: 'Operations', office: 'Berlin', manager: 37 },
]

/** Tailspin's twelve. */
export const tailspinRoster: readonly RosterRow[] = [
  { first: 'Alex', last: 'Kim', role: 'Managing Director', department: 'Leadership', office: 'Manchester' },
  {
    first: 'Robin',
    last: 'Cole',
    role: 'Production Planner',
    department: 'Operations',
    office: 'Manchester',
    manager: 0,
  },
  {
    first: 'Nadia',
    last: 'Suleiman',
    role: 'Head of Engineering',
    department: 'Engineering',
    office: 'Berlin',
    manager: 0,
  },
  {
    first: 'Victor',
    last: 'Hale',
    role: 'Aerodynamics Engineer',
    department: 'Engineering',
    office: 'Manchester',
    manager: 2,
  },
  { first: 'Paula', last: 'Wirth', role: 'Test Pilot', department: 'Engineering', office: 'Berlin', manager: 2 },
  {
    first: 'Dara',
    last: 'Ní Bhriain',
    role: 'Purchasing Manager',
    department: 'Operations',
    office: 'London',
    manager: 1,
    odd: { email: 'dara.nibhriain@fabrikam.com' },
  },
  { first: 'Tiago', last: 'Nunes', role: 'Quality Inspector', department: 'Operations', office: 'Lisbon', manager: 1 },
  { first: 'Ellen', last: 'Frost', role: 'Accountant', department: 'Finance', office: 'London', manager: 0 },
  { first: 'Karl', last: 'Lindner', role: 'Toolmaker', department: 'Operations', office: 'Berlin', manager: 1 },
  { first: 'Mei', last: 'Tanaka', role: 'Graphic Designer', department: 'Marketing', office: 'London', manager: 0 },
  { first: 'Bruno', last: 'Costa', role: 'Sales Representative', department: 'Sales', office: 'Lisbon', manager: 0 },
  {
    first: 'Holly',
    last: 'Marsh',
    role: 'Receptionist',
    department: 'Operations',
    office: 'Manchester',
    manager: 1,
    status: 'deactivated',
  },
]

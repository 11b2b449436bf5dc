import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isBreak } from './breaks/sabotage.ts'
import { runTour } from './tour.ts'

const reportFolder = join(import.meta.dirname, '../../../../artifacts/tour')
const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    people: { type: 'string', default: '40' },
    database: { type: 'string', default: 'pglite' },
    break: { type: 'string' },
  },
})
const people = Number(values.people)
if (!Number.isInteger(people) || people < 40) throw new Error('--people takes a whole number from 40 up.')
if (values.database !== 'pglite' && values.database !== 'postgres') throw new Error('--database is pglite or postgres.')
if (values.break !== undefined && !isBreak(values.break)) throw new Error('--break is sync or badge.')

const began = performance.now()
const report = await runTour({
  database: values.database,
  people,
  break: values.break,
  reportFolder,
  print: (line) => console.log(line),
})
const seconds = ((performance.now() - began) / 1000).toFixed(1)
console.log(`${report.ok ? 'The whole story holds' : 'The story broke'} · ${seconds} s · artifacts/tour/report.json`)
// Not merely a code to leave behind: a stray timer of a browser or a database must not keep a finished tour alive.
process.exit(report.ok ? 0 : 1)

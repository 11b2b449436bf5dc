import { expect, it } from 'vitest'
import { complaintsAbout } from './source-rules.ts'

const fields = ['jobTitle', 'department']
const about = (path: string, text: string) => complaintsAbout({ path, text }, fields)

it('refuses a file of more than 400 lines', () => {
  expect(about('packages/bff/src/sync/worker.ts', 'x\n'.repeat(400))).toEqual([])
  expect(about('packages/bff/src/sync/worker.ts', 'x\n'.repeat(401))).toEqual([expect.stringContaining('401 lines')])
})

it('refuses a field name in the sync, but not in its tests, its comments, or elsewhere', () => {
  const code = `export const fields = { jobTitle: 'Head of Sales' }\n`
  expect(about('packages/bff/src/sync/plan.ts', code)).toEqual([expect.stringContaining('jobTitle')])
  expect(about('packages/bff/src/sync/plan.test.ts', code)).toEqual([])
  expect(about('packages/bff/src/sync/plan.ts', `// a jobTitle\n/** or a department */\nexport {}\n`)).toEqual([])
  expect(about('packages/shared/src/entra-user.ts', code)).toEqual([])
})

it('refuses the environment by its other name', () => {
  const code = `import { env } from 'node:process'\n`
  expect(about('packages/bff/src/http/server.ts', code)).toEqual([expect.stringContaining('config.ts only')])
  expect(about('packages/bff/src/config.ts', code)).toEqual([])
})

it('refuses a file that is named after nothing', () => {
  expect(about('packages/widget/src/utils.ts', '')).toHaveLength(1)
  expect(about('packages/widget/src/ui/Table.tsx', '')).toEqual([])
})

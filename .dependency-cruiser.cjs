// Who may know whom (design §4), as rules that `pnpm check` reports and dev/checks/rules.test.ts breaks one by one.
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

/** The paths a host page may import: whatever the widget's `exports` map names. */
function widgetEntries() {
  const { exports } = JSON.parse(readFileSync(join(process.cwd(), 'packages/widget/package.json'), 'utf8'))
  const targets = Object.values(typeof exports === 'string' ? { '.': exports } : exports)
  return targets
    .flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)))
    .map((target) => `^packages/widget/${escape(target.replace(/^\.\//, ''))}$`)
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** A package by name, however it was resolved. */
const npm = (...names) => names.map((name) => `(^|/)node_modules/${escape(name)}/|^${escape(name)}(/|$)`)

/** Everything of ours, by path; by name where the package exports nothing and so cannot be resolved. */
const ours = '^(packages|dev)/|^@plumm/'

/** Tests, and what only tests use, may reach for more. */
const tests = '\\.(test|stories)\\.tsx?$|^packages/[^/]+/(test|bench)/|\\.config\\.ts$'
const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

module.exports = {
  forbidden: [
    forbid(
      'shared-knows-only-zod',
      'The contract is read by every side, so it brings nothing but zod along.',
      { path: '^packages/shared/src/', pathNot: tests },
      { pathNot: ['^packages/shared/src/', ...npm('zod')] },
    ),
    forbid(
      'widget-knows-only-shared',
      'The widget runs in a host page: of ours it knows the contract only.',
      { path: '^packages/widget/', pathNot: '^packages/widget/\\.size-limit\\.mjs$' }, // a gate, which ships nowhere
      { path: ours, pathNot: '^packages/(widget|shared)/' },
    ),
    forbid(
      'bff-knows-only-shared',
      'The BFF ships alone: no scenery and no widget in it.',
      { path: '^packages/bff/', pathNot: tests },
      { path: ours, pathNot: '^packages/(bff|shared)/' },
    ),
    forbid(
      'bff-tests-know-no-widget',
      'Flow tests speak HTTP with the emulator; the widget has tests of its own.',
      { path: '^packages/bff/' },
      { path: '^packages/widget/|^dev/(?!emulator/|checks/|postgres/)|^@plumm/entra-(widget|demo)' },
    ),
    forbid(
      'emulator-is-an-independent-witness',
      'It cannot share our mistakes about Microsoft if it shares none of our code.',
      { path: '^dev/emulator/' },
      { path: ours, pathNot: '^dev/emulator/' },
    ),
    forbid(
      'demo-is-a-host-page',
      'The stand-in Plumm uses what a customer of ours could use: the public widget entry, and HTTP.',
      { path: '^dev/demo/' },
      { path: '^packages/|^@plumm/', pathNot: widgetEntries() },
    ),
    forbid(
      'plan-and-fuse-do-no-io',
      'Deciding is separate from doing: all that plan and fuse can reach, through whatever they import, is pure.',
      { path: '^packages/bff/src/sync/(plan|fuse)\\.ts$' },
      {
        path: [
          '^packages/bff/src/(?!sync/)',
          '^packages/bff/src/sync/.*[/.-](store|routes|receive|apply|record|worker|sweep|drift|holds)\\.ts$',
          ...npm('kysely', 'hono', 'pg', 'pg-boss', '@electric-sql/pglite', '@microsoft/microsoft-graph-client'),
          '^(node:)?(fs|net|http|https|http2|tls|dns|child_process|worker_threads|process|timers|crypto)(/|$)',
        ],
        reachable: true,
      },
    ),
    forbid(
      'store-is-private-to-its-slice',
      'A table has one owner. Others ask the slice, not its store.',
      { path: '^packages/bff/src/([^/]+)/', pathNot: tests },
      { path: '^packages/bff/src/.*[/.-]store\\.ts$', pathNot: '^packages/bff/src/$1/' },
    ),
    forbid(
      'store-is-wired-in-compose',
      'Outside the slices only the one place where objects meet may see a store.',
      { path: '^packages/bff/src/[^/]+\\.ts$', pathNot: ['^packages/bff/src/compose\\.ts$', tests] },
      { path: '^packages/bff/src/.*[/.-]store\\.ts$' },
    ),
    forbid(
      'hono-only-at-the-door',
      'What is behind the door does not know that it is called by HTTP.',
      {
        path: '^packages/bff/src/',
        pathNot: ['^packages/bff/src/http/', '[/.-]routes\\.ts$', '^packages/bff/src/(app|main|server)\\.ts$', tests],
      },
      { path: npm('hono', '@hono/node-server') },
    ),
    forbid(
      'kysely-only-in-stores',
      'SQL is written in stores, db/ and queue/, where row-level security is looked after.',
      {
        path: '^packages/bff/src/',
        pathNot: ['^packages/bff/src/(db|queue)/', '[/.-]store\\.ts$', tests],
      },
      { path: npm('kysely') },
    ),
    forbid(
      'msal-browser-only-in-auth',
      'It is heavy and loaded on Connect only, so one folder may know it.',
      { path: '^packages/widget/src/', pathNot: ['^packages/widget/src/auth/', tests] },
      { path: npm('@azure/msal-browser') },
    ),
    forbid(
      'no-circles',
      'Modules that need each other are one module, or three.',
      { path: '^(packages|dev)/' },
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(packages|dev)/[^/]+/dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}

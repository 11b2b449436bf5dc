// The budgets of issue 6, of what a page really loads: dev/checks/loaded-files.ts follows the imports.
import { loadedWith } from '../../dev/checks/loaded-files.ts'

const panel = loadedWith('dist', 'index.js')
const badge = loadedWith('dist', 'badge.js')
const budget = (name, files, limit) => ({ name, path: files.map((file) => `dist/${file}`), limit, gzip: true })

export default [
  budget('panel entry, without React and MSAL', panel, '60 kB'),
  budget('badge entry', badge, '12 kB'),
  budget('badge in German', [...badge, ...loadedWith('dist', 'chunks/de-badge-*.js', badge)], '12 kB'),
  budget('German words beside the panel', loadedWith('dist', 'chunks/de-de-*.js', panel), '12 kB'),
  budget('Arabic words beside the panel', loadedWith('dist', 'chunks/ar-ar-*.js', panel), '12 kB'),
  budget('what Connect loads', loadedWith('dist', 'chunks/microsoft-window-*.js', panel), '85 kB'),
  budget('what the first dialog loads', loadedWith('dist', 'chunks/DisconnectDialog-*.js', panel), '25 kB'),
]

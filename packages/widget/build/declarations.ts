import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { dts } from 'rolldown-plugin-dts'
import ts from 'typescript'
import { writtenOut } from './contract-types.ts'

const path = (relative: string) => fileURLToPath(new URL(`../${relative}`, import.meta.url))
const contract = path('dist/.types/contract.d.ts')

/** Declarations beside the built entries: what a host sees, of React and of nothing else (docs/adr/0015). */
async function main(): Promise<void> {
  emit()
  const bundle = await rolldown({
    input: {
      index: path('dist/.types/widget/src/index.d.ts'),
      badge: path('dist/.types/widget/src/badge.d.ts'),
      'redirect-bridge': path('dist/.types/widget/src/auth/redirect-bridge.d.ts'),
    },
    external: /^react($|\/)/,
    plugins: [dts({ dtsInput: true, emitDtsOnly: true, tsconfig: false })],
  })
  await bundle.write({ dir: path('dist'), chunkFileNames: 'chunks/[name]-[hash].js' })
  rmSync(path('dist/.types'), { recursive: true })
}

/** One file for each of our modules, and one for the contract. @throws Error with what the compiler has to say */
function emit(): void {
  const config = ts.getParsedCommandLineOfConfigFile(path('tsconfig.build.json'), {}, host)
  if (!config) throw new Error('tsconfig.build.json cannot be read.')
  const program = ts.createProgram(config.fileNames, config.options)
  const { diagnostics } = program.emit(undefined, (file, text) =>
    ts.sys.writeFile(file, text.replaceAll(/(["'])@plumm\/entra-shared\1/g, JSON.stringify(contract))),
  )
  const complaints = [...ts.getPreEmitDiagnostics(program), ...diagnostics]
  if (complaints.length > 0) throw new Error(ts.formatDiagnostics(complaints, formatHost))
  ts.sys.writeFile(contract, writtenOut(program, path('../shared/src/index.ts')))
}

const host: ts.ParseConfigFileHost = {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
    throw new Error(ts.formatDiagnostics([diagnostic], formatHost))
  },
}
const formatHost: ts.FormatDiagnosticsHost = {
  getCurrentDirectory: ts.sys.getCurrentDirectory,
  getCanonicalFileName: (fileName) => fileName,
  getNewLine: () => '\n',
}

await main()

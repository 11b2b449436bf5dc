import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { loadedWith } from './loaded-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'loaded-'))
afterAll(() => rmSync(folder, { recursive: true }))
mkdirSync(join(folder, 'chunks'))
const files = {
  'index.js': `import{useState as a}from"react";import{b}from"./chunks/b-1.js";export{c}from"./chunks/c-1.js";b(()=>import("./chunks/later-1.js"))`,
  'chunks/b-1.js': `import"./d-1.js";import"../index.js";export const b=1`,
  'chunks/c-1.js': `export const c='from"./not-a-file.js"'`,
  'chunks/d-1.js': ``,
  'chunks/later-1.js': `import"./d-1.js";import"./e-1.js"`,
  'chunks/e-1.js': ``,
  'torn.js': `import"./chunks/gone-1.js"`,
}
for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)

it('follows what is imported, to its end, and nothing that is loaded later', () => {
  expect(loadedWith(folder, 'index.js')).toEqual(['chunks/b-1.js', 'chunks/c-1.js', 'chunks/d-1.js', 'index.js'])
})

it('counts for what is loaded later what the page has not yet', () => {
  const first = loadedWith(folder, 'index.js')
  expect(loadedWith(folder, 'chunks/later-*.js', first)).toEqual(['chunks/e-1.js', 'chunks/later-1.js'])
})

it('measures nothing rather than too little', () => {
  expect(() => loadedWith(folder, 'torn.js')).toThrow('gone-1.js')
  expect(() => loadedWith(folder, 'chunks/renamed-*.js')).toThrow('is no file')
  expect(() => loadedWith(folder, 'chunks/*-1.js')).toThrow('is several files')
})

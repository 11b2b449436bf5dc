import { posix } from 'node:path'

/** Files of this repository that a Markdown text names: relative links, and code spans that look like our paths. */
export function pathsNamedIn(document: string, markdown: string): string[] {
  const text = markdown.replace(/^\s*```[\s\S]*?^\s*```/gm, '')
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/i.test(target))
    .map((target) => posix.join(posix.dirname(document), target))
  const spans = [...text.matchAll(/`((?:packages|dev|docs|\.githooks|\.ci|\.storybook)(?:\/[\w.-]+)*\/?)`/g)].map(
    ([, path = '']) => path,
  )
  return [...new Set([...links, ...spans])]
}

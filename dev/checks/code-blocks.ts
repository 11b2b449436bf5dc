/** One fenced ```ts or ```tsx block of a document. */
export interface CodeBlock {
  /** Where a reader finds it: `README.md:41`. */
  at: string
  language: 'ts' | 'tsx'
  code: string
}

/** The TypeScript blocks of a Markdown text. A block that is not meant to compile is not called ts. */
export function codeBlocks(path: string, markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = []
  let open: CodeBlock | 'other' | undefined
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = /^\s*```\s*(\S*)/.exec(line)
    if (!fence) {
      if (open && open !== 'other') open.code += `${line}\n`
    } else if (open) {
      if (open !== 'other') blocks.push(open)
      open = undefined
    } else {
      const language = fence[1]
      open = language === 'ts' || language === 'tsx' ? { at: `${path}:${index + 1}`, language, code: '' } : 'other'
    }
  }
  return blocks
}

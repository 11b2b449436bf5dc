import { expect, it } from 'vitest'
import { type Fetched, pour } from './pour.ts'

const encoder = new TextEncoder()

/** An answer that comes in these parts, and perhaps breaks after them. */
function replyIn(parts: string[], broken?: Error): Response {
  const left = [...parts]
  return new Response(
    new ReadableStream({
      pull: (controller) => {
        const part = left.shift()
        if (part !== undefined) controller.enqueue(encoder.encode(part))
        else if (broken) controller.error(broken)
        else controller.close()
      },
    }),
  )
}
function fileSink() {
  const decoder = new TextDecoder()
  const file = { text: '', isClosed: false }
  return {
    file,
    write: async (part: Uint8Array) => void (file.text += decoder.decode(part, { stream: true })),
    close: async () => void (file.isClosed = true),
  }
}

it('writes each part as it comes, tells how far it is, and closes the file at the end', async () => {
  const sink = fileSink()
  const told: Fetched[] = []
  const all = await pour(replyIn(['a,b\nZo', 'ë,2\n', 'x']), sink, (soFar) => told.push(soFar))
  expect(sink.file).toEqual({ text: 'a,b\nZoë,2\nx', isClosed: true })
  expect(told).toEqual([
    { bytes: 6, lines: 1 },
    { bytes: 11, lines: 2 },
    { bytes: 12, lines: 2 },
  ])
  expect(all).toEqual({ bytes: 12, lines: 2 })
})

it('does not close a file whose answer was broken off', async () => {
  const sink = fileSink()
  await expect(pour(replyIn(['a\n'], new Error('gone')), sink, () => {})).rejects.toThrow('gone')
  expect(sink.file.isClosed).toBe(false)
})

it('stops where the file cannot be written', async () => {
  const full = { write: () => Promise.reject(new Error('the disk is full')), close: () => Promise.resolve() }
  await expect(pour(replyIn(['a\n', 'b\n']), full, () => {})).rejects.toThrow('the disk is full')
})

it('takes an empty answer for an empty file', async () => {
  const sink = fileSink()
  expect(await pour(new Response(null), sink, () => {})).toEqual({ bytes: 0, lines: 0 })
  expect(sink.file.isClosed).toBe(true)
})

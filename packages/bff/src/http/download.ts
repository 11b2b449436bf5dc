import type { Context } from 'hono'

/**
 * Text as a file, while it is being made. Where that fails, the download breaks off: a part of it must not pass for the
 * whole, as it would by Hono's own stream, which ends all the same.
 */
export function sendFile(
  context: Context,
  { name, type }: { name: string; type: string },
  lines: AsyncIterable<string>,
): Response {
  context.header('content-type', type)
  context.header('content-disposition', `attachment; filename="${name}"`)
  context.header('cache-control', 'no-store')
  return context.body(ReadableStream.from(lines).pipeThrough(new TextEncoderStream()))
}

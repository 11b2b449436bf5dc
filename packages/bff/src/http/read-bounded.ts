import { HttpProblem } from './problem.ts'

/**
 * A body of somebody who has not proven anything yet: no more is kept in memory than a true one may have.
 * @param detail the sentence for a body that is larger
 * @throws HttpProblem 413
 */
export async function readBounded(request: Request, bytesMax: number, detail: string): Promise<string> {
  const tooLarge = () => new HttpProblem(413, 'too-large', { detail })
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) throw tooLarge()
  if (request.body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  let read = 0
  for await (const chunk of request.body) {
    read += chunk.byteLength
    if (read > bytesMax) throw tooLarge()
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

import { type Logger as PinoLogger, pino } from 'pino'

/** Structured logs: ids, never secrets, never a person's values. */
export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>

export function createLog(level: string): Logger {
  return pino({
    level,
    base: { service: 'plumm-entra-bff' },
    redact: ['*.authorization', '*.token', '*.idToken', '*.secret', '*.password'],
  })
}

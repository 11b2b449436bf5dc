import type { CredentialInUse } from '@plumm/entra-shared'
import type { LaterMessages } from '../en-gb/later.ts'
import type { Formats } from '../formats.ts'
import { say, strong } from '../sentence.ts'
import { attention } from './attention.ts'
import { findings } from './findings.ts'
import { holds } from './holds.ts'
import { lists } from './lists.ts'
import { mapping } from './mapping.ts'
import { settings } from './settings.ts'

export const later = (f: Formats): LaterMessages => {
  const waits = (count: number) => f.count(count, { one: '# Änderung wartet', other: '# Änderungen warten' })
  const every = (seconds: number) => (seconds === 60 ? 'jede Minute' : `im Abstand von ${f.lasting(seconds)}`)
  const kinds: Record<CredentialInUse['kind'], string> = {
    secret: 'Ein geheimer Clientschlüssel',
    certificate: 'Ein Zertifikat',
    federated: 'Ein Token unserer Plattform, das sich von selbst erneuert',
  }

  return {
    attention,
    settings: settings(f),
    mapping: mapping(f),
    lists: lists(f),
    holds: holds(f),
    disconnect: {
      title: (tenant) => `${f.apart(tenant)} trennen?`,
      what: [
        'Der Abgleich hört sofort auf, auch für Änderungen, die warten',
        'Die Schlüssel zu Ihrem Verzeichnis werden vernichtet',
        'Die Konten in Entra bleiben genau, wie sie sind; niemand wird gelöscht oder gesperrt',
        'Plumm vergisst hier die Daten der Personen; das Aktivitätsprotokoll bleibt',
      ],
      waiting: (count) =>
        f.count(count, {
          one: '# Änderung wartet und wird nicht mehr ausgeführt.',
          other: '# Änderungen warten und werden nicht mehr ausgeführt.',
        }),
      back: 'Verbinden Sie später wieder, findet Plumm dieselben Personen.',
      remove:
        'Microsoft behält die Berechtigung, die Sie erteilt haben, bis die IT auch sie entzieht: im Entra Admin Center unter Unternehmensanwendungen > Plumm > Eigenschaften > Löschen.',
      confirm: 'Trennen',
      keep: 'Verbunden bleiben',
    },
    trouble: {
      sentence: (what, iso) => say`${strong('Gestoppt')} seit ${f.timeOrDay(iso)}: ${what}.`,
      waiting: (waiting) =>
        waiting === 0
          ? 'Nichts geht verloren: Änderungen in Plumm werden aufbewahrt und danach ausgeführt.'
          : `Nichts geht verloren: ${waits(waiting)}; sie werden danach ausgeführt.`,
      stillWorks: 'Die Konten in Entra bleiben, wie sie sind; anmelden kann man sich wie bisher.',
      reconnect: 'Neu verbinden',
      forIt: 'Ein Text für die IT',
      copyForIt: 'Text für die IT kopieren',
    },
    readiness: {
      loading: 'Die Voraussetzungen werden geprüft',
      lookAgain: 'Noch einmal prüfen',
      titles: {
        'plumm-permission': 'Ihre Berechtigung in Plumm',
        'entra-role': 'Ein Administrator von Microsoft Entra',
        consent: 'Berechtigung von Microsoft',
        'api-provisioning': 'Änderungen von außen sind zugelassen',
        'email-structure': 'Adressen, die Anmeldenamen sein können',
        'on-premises-sync': 'Konten aus Windows Active Directory',
        'clashing-accounts': 'Konten, die jemand anderem gehören könnten',
      },
      results: {
        ok: 'Bereit',
        warn: 'Bitte ansehen',
        fail: 'Nicht bereit',
        unknown: 'Noch nicht bekannt',
      },
      detail: findings(f).detail,
      remedy: findings(f).remedy,
      how: 'So geht es',
      who: (count) => f.count(count, { one: 'Um wen es geht', other: 'Um wen es geht (#)' }),
      more: (count) => f.count(count, { one: 'und # weitere Person', other: 'und # weitere' }),
    },
    allowed: {
      granted: 'Erteilt',
      missing: 'Nicht erteilt',
      needed: 'Nötig',
      optional: 'Freiwillig',
    },
    facts: {
      directory: 'Verzeichnis',
      connectedBy: 'Verbunden von',
      since: 'Seit',
      watch: 'Änderungen in Entra',
      watchedBy: ({ by, everySeconds }) =>
        by === 'notices'
          ? `Microsoft meldet sie uns sofort, und wir fragen außerdem ${every(everySeconds)}.`
          : `Wir fragen ${every(everySeconds)}. Die Meldungen von Microsoft kommen gerade nicht an; es entgeht uns nichts, es dauert nur etwas länger.`,
      credential: 'Plumms Schlüssel',
      credentialIs: ({ kind, expiresAt }) =>
        expiresAt === null || kind === 'federated' ? kinds[kind] : `${kinds[kind]}, bis ${f.calendarDay(expiresAt)}`,
    },
    notices: {
      credential: ({ expiresAt, warning }) => {
        const on = expiresAt === null ? '' : ` am ${f.calendarDay(expiresAt)}`
        return warning === 'ended'
          ? `Der Schlüssel, mit dem Plumm Microsoft erreicht, ist${on} abgelaufen.`
          : `Der Schlüssel, mit dem Plumm Microsoft erreicht, läuft${on} ab.`
      },
      credentialTodo: ({ warning }) =>
        warning === 'ended'
          ? 'Wer Plumms Entra-Integration betreibt, ersetzt ihn. Bis dahin stoppt der Abgleich; nichts geht verloren, und danach geht es von selbst weiter.'
          : 'Wer Plumms Entra-Integration betreibt, ersetzt ihn rechtzeitig. Für Sie ist nichts zu tun, und der Abgleich geht weiter.',
      disturbed: (what, since) => `${what}, seit ${f.timeOrDay(since)}.`,
      stillWorks:
        'Der Abgleich geht weiter: Änderungen in Plumm kommen einzeln an, und wer ausscheidet, wird gesperrt. Was nur die ganze Liste zeigen würde, wird geprüft, sobald sie wieder lesbar ist.',
      cannotSeeRoles: 'Plumm kann nicht sehen, wer in Entra Administrator ist.',
      cannotSeeRolesMeans:
        'Darum wird das Konto eines Administrators wie jedes andere verknüpft, und wo Plumm es sperren oder umbenennen würde, lehnt Microsoft ab: Die Person gilt dann als nicht abgleichbar. Erteilt die IT RoleManagement.Read.Directory (freiwillig), wird es innerhalb einer Stunde von selbst genutzt.',
    },
  }
}

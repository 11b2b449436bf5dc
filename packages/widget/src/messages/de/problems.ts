import type { ProblemCode } from '@plumm/entra-shared'

/** The BFF's own sentences are English; its codes say enough for a sentence of ours. */
const problems: Record<ProblemCode, string> = {
  'bad-request': 'Diese Anfrage wurde nicht verstanden. Nichts wurde geändert.',
  'contract-broken': 'Bei uns passt etwas nicht zusammen. Nichts wurde geändert; melden Sie es dem Support.',
  'too-large': 'Das ist mehr, als auf einmal angenommen wird. Nichts wurde geändert.',
  'not-json': 'Diese Anfrage wurde nicht verstanden. Nichts wurde geändert.',
  'too-many-requests': 'Diese Seite hat sehr oft gefragt. In Kürze geht es weiter; nichts wurde geändert.',
  'too-slow':
    'Das hat länger als eine Minute gedauert, darum warten wir nicht weiter. Es kann noch geschehen; sehen Sie gleich noch einmal nach.',
  'signature-invalid': 'Die Unterschrift dieser Anfrage stimmt nicht. Nichts wurde gespeichert.',
  'session-missing': 'Ihre Sitzung in Plumm fehlt. Laden Sie die Seite neu.',
  'session-expired': 'Ihre Sitzung in Plumm ist abgelaufen. Laden Sie die Seite neu.',
  'session-invalid': 'Ihre Sitzung in Plumm wird nicht anerkannt. Laden Sie die Seite neu.',
  'permission-missing': 'Dafür fehlt Ihnen in Plumm die Berechtigung. Ein Plumm-Administrator kann sie Ihnen erteilen.',
  'not-found': 'Das gibt es hier nicht mehr. Laden Sie die Seite neu.',
  'origin-refused': 'Diese Seite darf das nicht abfragen. Wer Plumms Entra-Integration betreibt, kann sie zulassen.',
  conflict: 'Inzwischen hat jemand anders etwas geändert, darum wurde nichts gespeichert.',
  'wrong-state': 'Das geht im jetzigen Zustand der Verbindung nicht. Nichts wurde geändert.',
  'preview-stale': 'Diese Vorschau ist nicht mehr aktuell. Erstellen Sie eine neue und geben Sie diese frei.',
  'mapping-unworkable': 'Mit dieser Feldzuordnung kann nicht abgeglichen werden. Nichts wurde gespeichert.',
  'attempt-expired': 'Dieser Verbindungsversuch ist beendet. Beginnen Sie neu; nichts wurde geändert.',
  'id-token-invalid':
    'Der Antwort von Microsoft war nicht zu trauen. Versuchen Sie es noch einmal; nichts wurde geändert.',
  'not-an-administrator':
    'Dieses Konto kann nicht verbinden. Es braucht die Rolle „Globaler Administrator“ oder „Administrator für privilegierte Rollen“.',
  'roles-unknown': 'Microsoft hat uns nicht gesagt, welche Rollen dieses Konto hat. Nichts wurde geändert.',
  'personal-account': 'Das ist ein persönliches Microsoft-Konto. Melden Sie sich mit Ihrem Geschäftskonto an.',
  'tenant-already-connected':
    'Dieses Verzeichnis ist in Plumm mit einem anderen Unternehmen verbunden. Trennen Sie es zuerst dort.',
  'other-tenant':
    'Dieses Konto gehört zu einem anderen Verzeichnis als dem verbundenen. Melden Sie sich mit einem Administrator des verbundenen an.',
  'consent-refused': 'Die Berechtigung wurde nicht erteilt. Nichts wurde geändert.',
  'consent-incomplete': 'Ein Teil der nötigen Berechtigungen wurde nicht erteilt.',
  'directory-empty':
    'Plumms Personenliste kam leer an. Nichts wurde geändert: Eine leere Antwort heißt nie, dass alle ausgeschieden sind.',
  'directory-unreachable':
    'Plumms Personenliste ließ sich nicht lesen. Nichts wurde geändert; versuchen Sie es noch einmal.',
  'entra-unreachable':
    'Microsoft hat nicht geantwortet. Nichts wurde geändert; versuchen Sie es in einer Minute noch einmal.',
  'audit-broken':
    'Das Aktivitätsprotokoll ist nicht in Ordnung, darum wird nichts hineingeschrieben. Melden Sie es dem Support.',
  internal: 'Bei uns ist etwas schiefgegangen. Versuchen Sie es noch einmal; bleibt es so, melden Sie es dem Support.',
}
const known: Readonly<Record<string, string>> = problems

export const refusal = ({ code, detail }: { code: string; detail: string }): string => known[code] ?? detail

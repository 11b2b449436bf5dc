import { findingsBy } from '../findings.ts'
import type { Formats } from '../formats.ts'

const reconnect = 'Ein Entra-Administrator erteilt die Berechtigung wieder: Neu verbinden.'

export const findings = (f: Formats) =>
  findingsBy(({ about = [], people }) => {
    const count = people?.count ?? 0
    const named = f.list(about.map(f.apart))
    const addresses = f.count(count, { one: 'Die Adresse einer Person', other: 'Die Adressen von # Personen' })
    const unfit = `${addresses} ${f.count(count, { one: 'kann kein Anmeldename', other: 'können keine Anmeldenamen' })} in Entra sein. Alle anderen können währenddessen abgeglichen werden.`
    return {
      'not-now': {
        detail: 'Das ließ sich gerade nicht prüfen.',
        remedy: 'Prüfen Sie in einer Minute noch einmal.',
      },
      'while-planning': { detail: 'Zeigt sich, sobald die Vorschau ermittelt ist.' },
      'after-connecting': { detail: 'Wird geprüft, sobald Sie verbunden sind.' },
      'may-manage': { detail: 'Sie dürfen in Plumm Integrationen verwalten.' },
      'may-not-manage': {
        detail: 'Sie dürfen lesen, aber nicht verbinden.',
        remedy: 'Ein Plumm-Administrator kann Ihnen die Berechtigung geben, Integrationen zu verwalten.',
      },
      'connected-by': { detail: `Verbunden von ${named}.` },
      'administrator-needed': {
        detail:
          'Zum Verbinden braucht es in Ihrem Microsoft Entra-Verzeichnis die Rolle „Globaler Administrator“ oder „Administrator für privilegierte Rollen“.',
        remedy: 'Melden Sie sich damit an oder bitten Sie jemanden mit dieser Rolle, es mit Ihnen zu tun.',
      },
      'consent-to-come': {
        detail: 'Microsoft wird dabei fragen, ob Plumm Benutzer lesen und schreiben darf.',
      },
      'consent-granted': { detail: 'Microsoft hat erteilt, was nötig ist.' },
      'consent-missing': { detail: `Nicht erteilt: ${named}.`, remedy: reconnect },
      'write-to-come': { detail: 'Wird probiert, sobald Sie verbunden sind. Geändert wird dabei nichts.' },
      'write-allowed': { detail: 'Microsoft lässt Plumm in Ihrem Verzeichnis Änderungen vornehmen.' },
      'write-refused': {
        detail: 'Microsoft hat die Berechtigung erteilt, lehnt Änderungen aber trotzdem ab.',
        remedy:
          'Gleich nach dem Erteilen kann das einige Minuten so sein: Prüfen Sie noch einmal. Bleibt es so, sieht ein Entra-Administrator unter Unternehmensanwendungen > Plumm > Berechtigungen nach, ob User.ReadWrite.All erteilt ist.',
      },
      'key-refused': {
        detail: 'Microsoft nimmt Plumms eigenen Schlüssel nicht an.',
        remedy: 'Wer Plumms Entra-Integration betreibt, ersetzt ihn; in Ihrem Verzeichnis ist nichts zu tun.',
      },
      'app-disabled': {
        detail: 'Die Anwendung Plumm ist in Ihrem Verzeichnis deaktiviert.',
        remedy: 'Ein Entra-Administrator aktiviert sie unter Unternehmensanwendungen > Plumm > Eigenschaften.',
      },
      'app-removed': {
        detail: 'Die Anwendung Plumm ist nicht mehr in Ihrem Verzeichnis.',
        remedy: 'Ein Entra-Administrator fügt sie wieder hinzu: Neu verbinden.',
      },
      'tenant-gone': {
        detail: 'Microsoft kennt dieses Verzeichnis nicht mehr.',
        remedy: 'Klären Sie mit der IT, ob es das Verzeichnis noch gibt; wenn nicht, trennen Sie die Verbindung.',
      },
      'addresses-fine': { detail: 'Jede Adresse kann in Entra ein Anmeldename sein.' },
      'addresses-fine-domains-unknown': {
        detail:
          'Jede Adresse kann in Entra ein Anmeldename sein. Ob ihre Domänen überprüft sind, zeigt sich, sobald Sie verbunden sind.',
      },
      'addresses-of-other-domains': {
        detail: unfit,
        remedy: 'Überprüfen Sie die Domäne in Entra oder lassen Sie HR die Adressen in Plumm ändern.',
      },
      'addresses-unfit': {
        detail: unfit,
        remedy: 'Berichtigen Sie die Adressen in Plumm. Liegt es an der Domäne, überprüft die IT sie in Entra.',
      },
      'accounts-in-entra': { detail: 'Die Konten werden in Entra selbst verwaltet.' },
      'accounts-of-others-on-premises': {
        detail: 'Einige Konten kommen aus Windows Active Directory; keines davon gehört jemandem in Plumm.',
      },
      'accounts-on-premises': {
        detail: `${f.count(count, { one: 'Das Konto einer Person wird', other: 'Die Konten von # Personen werden' })} von Windows Active Directory verwaltet, wohin Plumm nicht reicht: weder um etwas zu aktualisieren noch um beim Ausscheiden zu sperren.`,
        remedy: 'Ändern Sie diese Konten weiter in Active Directory oder übergeben Sie sie an Entra.',
      },
      'clashes-to-come': { detail: 'Wird geprüft, sobald Sie verbunden sind und bevor sich etwas ändert.' },
      'no-clashes': { detail: 'Keine Adresse gehört zu einem Konto, das jemand anderem gehören könnte.' },
      clashes: {
        detail: `${addresses} ${f.count(count, { one: 'gehört', other: 'gehören' })} zu Konten, die nicht ohne Antwort verknüpft werden: ein Gast, ein Alias, ein Administrator, eine andere Personalnummer, ein gelöschtes Konto.`,
        remedy:
          'Jedes wird mit seinen Möglichkeiten gezeigt. Mit diesen Konten geschieht nichts, bevor jemand geantwortet hat.',
      },
    }
  })

import type { attention as british } from '../en-gb/attention.ts'

const again = 'Ein Entra-Administrator erteilt die Berechtigung wieder: Neu verbinden.'
const key = 'Wer Plumms Entra-Integration betreibt, ersetzt den Schlüssel. Danach geht es von selbst weiter.'

export const attention: typeof british = {
  'consent-withdrawn': {
    what: 'Die Berechtigung wurde in Microsoft Entra zurückgezogen',
    todo: again,
    forIt:
      'Die Administratorzustimmung der Anwendung Plumm wurde in Microsoft Entra entfernt. Bitte verbinden Sie sie in Plumm neu, unter Tech > Company App > Store > Microsoft Entra ID, oder sagen Sie uns, warum sie entfernt wurde.',
  },
  'permission-missing': {
    what: 'Eine Berechtigung, die wir brauchen, wurde entfernt',
    todo: again,
    forIt:
      'Eine Berechtigung der Anwendung Plumm wurde in Microsoft Entra entfernt. Sie braucht User.ReadWrite.All und User.Read.All. Bitte erteilen Sie diese in Plumm neu, unter Tech > Company App > Store > Microsoft Entra ID.',
  },
  'secret-invalid': {
    what: 'Microsoft nimmt unseren Schlüssel nicht mehr an',
    todo: key,
    forIt:
      'Microsoft Entra lehnt die Anmeldeinformationen der Anwendung Plumm ab (geheimer Clientschlüssel oder Zertifikat ungültig). Bitte tragen Sie die aktuellen in der Konfiguration der Integration ein.',
  },
  'secret-expired': {
    what: 'Unser Schlüssel für Microsoft ist abgelaufen',
    todo: key,
    forIt:
      'Die Anmeldeinformationen der Anwendung Plumm in Microsoft Entra sind abgelaufen. Bitte erstellen Sie neue und tragen Sie sie in der Konfiguration der Integration ein.',
  },
  'app-disabled': {
    what: 'Die Anwendung Plumm ist in Microsoft Entra deaktiviert',
    todo: 'Ein Entra-Administrator aktiviert sie unter „Unternehmensanwendungen“. Danach geht es von selbst weiter.',
    forIt:
      'Die Unternehmensanwendung „Plumm“ ist in Microsoft Entra deaktiviert. Bitte aktivieren Sie die Anmeldung für sie unter Unternehmensanwendungen > Plumm > Eigenschaften.',
  },
  'app-removed': {
    what: 'Die Anwendung Plumm wurde aus Microsoft Entra entfernt',
    todo: 'Ein Entra-Administrator fügt sie wieder hinzu: Neu verbinden.',
    forIt:
      'Die Unternehmensanwendung „Plumm“ wurde aus Microsoft Entra gelöscht. Bitte verbinden Sie sie in Plumm neu, unter Tech > Company App > Store > Microsoft Entra ID.',
  },
  'tenant-gone': {
    what: 'Microsoft kennt dieses Verzeichnis nicht mehr',
    todo: 'Klären Sie mit der IT, ob es das Verzeichnis noch gibt; wenn nicht, trennen Sie die Verbindung.',
    forIt:
      'Microsoft Entra antwortet, dass es unser Verzeichnis nicht gibt. Bitte prüfen Sie seinen Zustand im Microsoft 365 Admin Center.',
  },
  'graph-outage': {
    what: 'Microsoft antwortet nicht',
    todo: 'Nichts zu tun. Es geht von selbst weiter, sobald Microsoft wieder antwortet.',
    forIt: null,
  },
  'directory-unreachable': {
    what: 'Plumms eigene Personenliste lässt sich nicht lesen',
    todo: 'Melden Sie es dem Plumm-Support, wenn es anhält. Danach geht es von selbst weiter.',
    forIt: null,
  },
}

import type { ConnectingMessages } from '../en-gb/connecting.ts'
import type { Formats } from '../formats.ts'

const unchanged = 'Nichts wurde geändert.'
const tooLong = {
  headline: 'Das hat zu lange gedauert',
  text: `Zur Sicherheit endet ein Versuch nach 15 Minuten. ${unchanged}`,
}

export const connecting = (f: Formats): ConnectingMessages => ({
  starting: { headline: 'Die Anmeldung von Microsoft wird geöffnet', text: 'Einen Moment …' },
  signingIn: {
    headline: 'Melden Sie sich bei Microsoft an',
    text: 'Wählen Sie im Fenster von Microsoft einen Entra-Administrator. Diese Seite geht von selbst weiter.',
    closed: `Das Fenster von Microsoft scheint geschlossen zu sein. Falls Sie es geschlossen haben: ${unchanged}`,
    again: 'Fenster wieder öffnen',
  },
  popupBlocked: {
    headline: 'Ihr Browser hat das Fenster von Microsoft nicht geöffnet',
    text: 'Öffnen Sie es mit dieser Schaltfläche oder erlauben Sie dieser Seite Fenster und versuchen Sie es noch einmal.',
    open: 'Fenster von Microsoft öffnen',
    here: 'In diesem Fenster weitermachen',
  },
  ask: {
    headline: 'Jetzt ist Ihre IT an der Reihe',
    text: 'Schicken Sie ihr den Link. Wer dort Administrator ist, meldet sich bei Microsoft an und erteilt die Berechtigung; diese Seite merkt es von selbst, und Sie können sie verlassen.',
    signedIn: (domain) => `Jemand von ${f.apart(domain)} hat sich angemeldet. Was noch fehlt, ist die Berechtigung.`,
    link: 'Link',
    copyLink: 'Link kopieren',
    copyMessage: 'Nachricht mit dem Link kopieren',
    message: (url, iso) =>
      `Könnten Sie für uns Microsoft Entra mit Plumm verbinden? Dafür braucht es die Rolle „Globaler Administrator“ oder „Administrator für privilegierte Rollen“ und zwei Minuten. Auf der Seite steht, was Plumm darf und was es nie tut. In Entra ändert sich nichts, bevor wir es gesehen und freigegeben haben.\n\n${url}\n\nDer Link gilt bis ${f.timeOrDay(iso)}.`,
    until: (iso) => `Er gilt bis ${f.timeOrDay(iso)}, ein Mal.`,
    lost: 'Der Link wurde nur dort gezeigt, wo er erstellt wurde. Ging er verloren, erstellen Sie einen neuen; der alte gilt dann nicht mehr.',
    another: 'Neuen Link erstellen',
    refused: (headline) => `Letzter Versuch: ${headline}. Der Link gilt weiter.`,
  },
  proving: {
    headline: 'Bei Microsoft wird nachgefragt',
    text: 'Ob Sie Administrator sind, und von welchem Verzeichnis.',
  },
  elsewhere: {
    headline: 'Jemand hat begonnen zu verbinden',
    text: 'In einem anderen Fenster, oder bevor diese Seite neu geladen wurde. Sie können warten oder hier neu beginnen.',
    again: 'Neu beginnen',
  },
  consent: {
    headline: (tenant) => `Plumm erlauben, die Konten in ${f.apart(tenant)} zu pflegen`,
    text: 'Danach fragt Microsoft als Nächstes, in einem eigenen Fenster.',
    required: 'Nötig',
    optional: 'Freiwillig',
    open: 'Weiter zu Microsoft',
    openAgain: 'Fenster von Microsoft wieder öffnen',
    waiting: 'Wir warten auf Microsoft. Diese Seite merkt von selbst, wenn die Berechtigung erteilt ist.',
    never: 'Kennwörter, E-Mails, Dateien und Kalender erhält Plumm nie.',
    permissions: {
      'User.ReadWrite.All': 'Konten anlegen, auf dem Stand halten, sperren und wieder aktivieren',
      'User.Read.All': 'Konten und den Namen Ihrer Organisation lesen',
      'RoleManagement.Read.Directory': 'Sehen, wer Administrator ist, damit deren Konten unberührt bleiben',
    },
  },
  stopped: {
    cancelled: {
      headline: 'Die Anmeldung wurde abgebrochen',
      text: `${unchanged} Sie können jederzeit neu beginnen.`,
    },
    failed: {
      headline: 'Die Anmeldung hat nicht geklappt',
      text: `Das Fenster von Microsoft endete ohne eine brauchbare Antwort. ${unchanged}`,
    },
    expired: tooLong,
    linkExpired: {
      headline: 'Der Link ist abgelaufen',
      text: `Ihre IT hat ihn innerhalb von drei Tagen nicht benutzt. ${unchanged}`,
    },
    codes: {
      'not-an-administrator': {
        headline: 'Dieses Konto kann nicht verbinden',
        text: 'Es braucht die Rolle „Globaler Administrator“ oder „Administrator für privilegierte Rollen“. Melden Sie sich mit einem anderen Konto an oder bitten Sie jemanden aus der IT, es mit Ihnen zu tun.',
      },
      'roles-unknown': {
        headline: 'Microsoft hat nicht gesagt, welche Rollen dieses Konto hat',
        text: 'Ohne das dürfen wir es nicht verbinden lassen. Bitten Sie die IT, sich als „Globaler Administrator“ anzumelden.',
      },
      'personal-account': {
        headline: 'Das ist ein persönliches Microsoft-Konto',
        text: 'Wählen Sie Ihr Geschäftskonto aus dem Verzeichnis, das Sie verbinden möchten.',
      },
      'consent-refused': {
        headline: 'Die Berechtigung wurde nicht erteilt',
        text: `${unchanged} Versuchen Sie es noch einmal oder bitten Sie einen anderen Administrator.`,
      },
      'consent-incomplete': {
        headline: 'Eine Berechtigung fehlt',
        text: 'Ein Teil dessen, was nötig ist, wurde nicht erteilt. Versuchen Sie es noch einmal und lassen Sie alles zu, was mit „Nötig“ gekennzeichnet ist.',
      },
      'tenant-already-connected': {
        headline: 'Dieses Verzeichnis ist mit einem anderen Unternehmen verbunden',
        text: 'Zwei Unternehmen dürfen nicht dasselbe Verzeichnis pflegen. Trennen Sie es zuerst dort.',
      },
      'other-tenant': {
        headline: 'Das ist ein anderes Verzeichnis',
        text: 'Melden Sie sich mit einem Administrator des Verzeichnisses an, das zuvor verbunden war.',
      },
      'attempt-expired': tooLong,
      'id-token-invalid': {
        headline: 'Der Antwort von Microsoft war nicht zu trauen',
        text: `${unchanged} Versuchen Sie es noch einmal; geschieht es wieder, melden Sie es dem Support.`,
      },
    },
    again: 'Noch einmal versuchen',
    otherAccount: 'Anderes Konto verwenden',
    back: 'Zurück',
  },
})

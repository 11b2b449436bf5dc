import type { Words } from '../en-gb/en-gb.ts'

const nothing = 'Nichts zu tun'

export const reasons: Words['reasons'] = {
  'not-text': { what: 'Ein Wert in Plumm ist kein Text.', todo: 'Berichtigen Sie ihn im Profil.' },
  'too-long': { what: 'Ein Wert in Plumm ist länger, als Entra erlaubt.', todo: 'Kürzen Sie ihn im Profil.' },
  'bad-characters': {
    what: 'Ein Wert in Plumm enthält Zeichen, die Entra nicht annimmt.',
    todo: 'Berichtigen Sie ihn im Profil.',
  },
  'bad-email': {
    what: 'Die E-Mail-Adresse in Plumm ist nicht verwendbar.',
    todo: 'Berichtigen Sie die E-Mail-Adresse im Profil.',
  },
  'bad-country': { what: 'Das Land in Plumm kennt Entra nicht.', todo: 'Wählen Sie das Land neu aus.' },
  'bad-phone': { what: 'Die Rufnummer in Plumm ist nicht lesbar.', todo: 'Berichtigen Sie sie im Profil.' },
  'name-missing': { what: 'In Plumm fehlt der Name.', todo: 'Tragen Sie einen Vor- oder Nachnamen ein.' },
  'refers-to-nobody': {
    what: 'Plumm nennt hier jemanden, der nicht in Plumm ist.',
    todo: 'Wählen Sie im Profil eine andere Person.',
  },
  'refers-to-self': {
    what: 'Plumm nennt hier dieselbe Person, und Entra nimmt nur eine andere.',
    todo: 'Wählen Sie im Profil eine andere Person.',
  },
  'value-refused': {
    what: 'Entra hat diesen Wert nicht angenommen.',
    todo: 'Berichtigen Sie ihn im Profil; sieht er richtig aus, melden Sie es dem Support.',
  },
  'field-problems': {
    what: 'Einige Felder ließen sich nicht abgleichen. Die übrigen sind abgeglichen.',
    todo: 'Berichtigen Sie die hier genannten Felder.',
  },
  'same-email-as-another': {
    what: 'Eine andere Person in Plumm hat dieselbe E-Mail-Adresse, und ein Konto kann nicht zwei Personen gehören.',
    todo: 'Geben Sie einer der beiden eine andere E-Mail-Adresse.',
  },
  'employee-number-missing': {
    what: 'Personen werden an ihrer Personalnummer erkannt, und in Plumm fehlt sie.',
    todo: 'Tragen Sie die Mitarbeiter-ID im Profil ein.',
  },
  'domain-not-verified': {
    what: 'Die Domäne der E-Mail-Adresse ist in diesem Microsoft Entra-Verzeichnis nicht überprüft.',
    todo: 'Lassen Sie die Domäne in Entra überprüfen oder ändern Sie die E-Mail-Adresse in Plumm.',
  },
  'mastered-on-premises': {
    what: 'Das Konto wird von Windows Active Directory verwaltet; Entra lässt uns nichts daran ändern.',
    todo: 'Ändern Sie es in Active Directory oder synchronisieren Sie dieses Konto nicht länger von dort.',
  },
  'address-taken': {
    what: 'Ein anderes Konto in Entra verwendet diesen Anmeldenamen.',
    todo: 'Benennen Sie jenes Konto in Entra um oder entfernen Sie es.',
  },
  'address-taken-by-deleted': {
    what: 'Ein gelöschtes Konto in Entra belegt diesen Anmeldenamen noch.',
    todo: 'Stellen Sie es wieder her oder löschen Sie es endgültig.',
  },
  'protected-account': {
    what: 'Das Konto gehört einem Entra-Administrator und wird darum nie automatisch gesperrt oder umbenannt.',
    todo: 'Nehmen Sie diese Änderung in Entra von Hand vor.',
  },
  'write-refused': {
    what: 'Entra hat die Änderung abgelehnt.',
    todo: 'Sehen Sie in Entra nach, was dieses Konto schützt.',
  },
  'account-missing': {
    what: 'Das verknüpfte Konto ist in Entra endgültig gelöscht.',
    todo: 'Legen Sie ein neues Konto an oder lassen Sie diese Person aus.',
  },
  'reference-missing': {
    what: 'Das Konto der hier genannten Person ist nicht mehr in Entra.',
    todo: 'Stellen Sie es in Entra wieder her oder wählen Sie in Plumm eine andere Person.',
  },
  'match-uncertain': {
    what: 'Für diese Person gibt es vielleicht schon ein Konto, aber sicher ist es nicht.',
    todo: 'Sagen Sie, welches Konto es ist oder dass ein neues gebraucht wird.',
  },
  'different-person': {
    what: 'Ein Konto mit dieser E-Mail-Adresse scheint jemand anderem zu gehören: Seine Personalnummer ist eine andere.',
    todo: 'Sagen Sie, ob es dieselbe Person ist.',
  },
  'holds-a-role': {
    what: 'Das Konto mit dieser E-Mail-Adresse hat in Entra eine Administratorrolle.',
    todo: 'Sagen Sie, ob es verknüpft werden darf.',
  },
  fuse: {
    what: 'Viele Änderungen dieser Art kamen auf einmal; darum warten sie, bis jemand sie ansieht.',
    todo: 'Geben Sie sie frei, wenn sie gewollt sind; sonst lehnen Sie sie ab.',
  },
  'sign-in-blocked': {
    what: 'Die Anmeldung wurde in Entra blockiert, und nicht von Plumm. Das kann einen Grund gehabt haben.',
    todo: 'Lassen Sie sie wieder zu oder lassen Sie es so.',
  },
  'not-in-plumm': { what: 'Nicht mehr in Plumm.', todo: 'Sperren Sie das Konto oder lassen Sie es, wie es ist.' },
  'changed-since-preview': {
    what: 'Seit die Vorschau freigegeben wurde, hat sich etwas geändert.',
    todo: 'Sehen Sie sich die Änderung an; geben Sie sie dann frei oder lassen Sie sie aus.',
  },
  'leaver-account-alive': {
    what: 'Laut Plumm ausgeschieden, aber mit dem Konto kann man sich noch anmelden.',
    todo: 'Sperren Sie es oder lassen Sie es.',
  },
  'account-deleted': {
    what: 'Das verknüpfte Konto wurde in Entra gelöscht. Noch lässt es sich wiederherstellen.',
    todo: 'Stellen Sie es wieder her oder lassen Sie diese Person aus.',
  },
  'fought-over': {
    what: 'Ein anderes System ändert ein Feld immer wieder zurück. Wir haben aufgehört, damit das nicht ewig so geht.',
    todo: 'Fragen Sie die IT, was sonst noch in dieses Konto schreibt; setzen Sie das Feld dann noch einmal zurück oder lassen Sie es.',
  },
  excluded: { what: 'Steht auf der Liste derer, die nie angerührt werden.', todo: `${nothing}.` },
  'excluded-leaver': {
    what: 'Laut Plumm ausgeschieden, aber das Konto steht auf der Liste derer, die nie angerührt werden, und kann sich noch anmelden.',
    todo: 'Sperren Sie es in Entra von Hand, wenn die Person keinen Zugang mehr haben soll.',
  },
  'out-of-scope': { what: 'Gehört nicht zu den Personen, die abgeglichen werden.', todo: `${nothing}.` },
  rejected: {
    what: 'Ein Administrator hat diese Änderung abgelehnt; in Entra bleibt es, wie es ist.',
    todo: `${nothing}. Es wird wieder geprüft, sobald HR etwas ändert.`,
  },
  throttled: {
    what: 'Microsoft hat uns gebeten, langsamer zu machen.',
    todo: `${nothing}: Es wird von selbst wieder versucht.`,
  },
  unavailable: { what: 'Microsoft hat nicht geantwortet.', todo: `${nothing}: Es wird von selbst wieder versucht.` },
  settling: { what: 'Entra zeigt unsere letzte Änderung noch nicht.', todo: `${nothing}: Wir sehen wieder nach.` },
  'waiting-for-address': {
    what: 'Der Anmeldename wird gerade von jemand anderem frei.',
    todo: 'Es folgt von selbst, sobald die andere Person ihren neuen hat. Dauert es lange, hält dort etwas auf: Sehen Sie deren Status an.',
  },
  'many-changes': {
    what: 'Innerhalb von Sekunden gab es viele Änderungen.',
    todo: `${nothing}: Der neueste Stand geht gleich nach Entra.`,
  },
  'not-started': {
    what: 'Der erste Arbeitstag ist noch nicht gekommen.',
    todo: `${nothing}: Das Konto öffnet sich an diesem Tag.`,
  },
  unexpected: {
    what: 'Etwas ist schiefgegangen, womit wir nicht gerechnet haben.',
    todo: 'Versuchen Sie es noch einmal; bleibt es so, melden Sie es dem Support.',
  },
}

export const conflictWith: Words['conflictWith'] = (name, id) =>
  name === id ? `Es ist das Objekt ${id}.` : `Es ist ${name} (${id}).`

export const actors: Words['actors'] = {
  nobody: 'Niemand muss etwas tun',
  hr: 'HR ist gefragt',
  it: 'Die IT ist gefragt',
  microsoft: 'Microsoft ist am Zug',
}

import type { SettingsMessages } from '../en-gb/settings.ts'
import type { Formats } from '../formats.ts'

export const settings = (f: Formats): SettingsMessages => {
  const withPeople = (count: number) => f.count(count, { one: '# Person', other: '# Personen' })
  const leavers = (count: number) => f.count(count, { one: '# Austritt', other: '# Austritte' })
  const regions = new Intl.DisplayNames(f.locale, { type: 'region' })
  const or = new Intl.ListFormat(f.locale, { type: 'disjunction' })

  return {
    tabs: {
      label: 'Arten von Einstellungen',
      rules: 'Wie es arbeitet',
      reach: 'Wer gepflegt wird',
      mapping: 'Was übertragen wird',
    },
    loading: 'Die Einstellungen werden gelesen',
    save: 'Speichern',
    saving: 'Wird gespeichert …',
    undo: 'Änderungen verwerfen',
    saved: 'Gespeichert.',
    unsaved: 'Es gibt Änderungen, die noch nicht gespeichert sind.',
    invalid: 'Etwas ist noch zu berichtigen, bevor gespeichert werden kann.',
    conflict: 'Inzwischen hat jemand anders dies geändert, darum wurde nichts gespeichert.',
    conflictTodo: 'Sehen Sie sich die andere Fassung an; nehmen Sie dann Ihre Änderung noch einmal vor.',
    lookAtTheirs: 'Andere Fassung ansehen',
    leave: {
      title: 'Ohne Speichern verlassen?',
      text: 'Was Sie hier geändert haben, ist noch nicht gespeichert und ginge verloren.',
      stay: 'Weiter bearbeiten',
      go: 'Ohne Speichern verlassen',
    },

    dates: {
      title: 'Wenn jemand anfängt oder ausscheidet',
      timeZone: 'Zeitzone des Unternehmens',
      timeZoneHint: 'Geben Sie eine Stadt oder Region ein, etwa Berlin.',
      timeZoneMeans:
        'Der erste und der letzte Tag beginnen und enden hier um Mitternacht, außer wenn Plumm für jemanden eine eigene Zeitzone kennt.',
      now: (clock) => `Dort ist es jetzt ${clock}.`,
      noSuchZone: 'Diese Zeitzone kennen wir nicht. Wählen Sie eine aus der Liste, etwa Europe/Berlin.',
      joiners: 'Wer an einem späteren Tag anfängt',
      joinersIs: {
        ahead: ['Konto im Voraus anlegen', 'Es ist da, aber gesperrt, und öffnet sich am ersten Tag von selbst.'],
        'first-day': ['Am ersten Tag anlegen', 'Vor diesem Tag steht nichts in Entra.'],
      },
      leavers: 'Wessen Datum für den Entzug des Zugangs verstrichen ist',
      leaversIs: {
        'end-date': ['Von selbst sperren', 'Um Mitternacht nach diesem Tag, und überall abmelden.'],
        deactivation: [
          'Erst wenn HR die Person deaktiviert',
          'Das Datum allein bewirkt nichts: Die Anmeldung bleibt möglich, bis jemand die Person in Plumm deaktiviert.',
        ],
      },
    },

    finding: {
      title: 'Woran Personen erkannt werden',
      matchBy: 'Das Konto für jemand Neues wird gesucht über',
      matchByIs: {
        email: ['E-Mail', 'Das Konto, dessen Anmeldename die E-Mail-Adresse der Person ist.'],
        'employee-number': [
          'Personalnummer',
          'Das Konto mit derselben Mitarbeiter-ID. Wer in Plumm keine Nummer hat, wartet, bis HR sie einträgt.',
        ],
      },
      switched: 'Verknüpfte Konten bleiben verknüpft. Dies gilt für Personen, mit denen noch kein Konto verknüpft ist.',
    },

    caution: {
      title: 'Vorsicht',
      fuse: 'Wie viele Änderungen auf einmal durchgehen dürfen',
      fuseText:
        'Austritte, neue Anmeldenamen und Konten, die sich wieder öffnen, werden je für sich über 24 Stunden gezählt. Ist die Grenze überschritten, warten alle dieser Art auf Ihre Antwort.',
      atLeast: 'Mindestens',
      percent: 'Prozent der Personen',
      atMost: 'Höchstens',
      between: ({ min, max }) => `Geben Sie eine ganze Zahl von ${f.number(min)} bis ${f.number(max)} ein.`,
      fuseMeans: (size) => {
        switch (size.is) {
          case 'nobody-yet':
            return `Solange wenige Personen verknüpft sind, warten mehr als ${leavers(size.limit)} am Tag auf Ihre Antwort.`
          case 'each':
            return `Bei ${withPeople(size.people)} wartet jeder Austritt auf Ihre Antwort.`
          case 'some':
            return `Bei ${withPeople(size.people)} warten mehr als ${leavers(size.limit)} am Tag auf Ihre Antwort.`
          case 'none':
            return `Bei ${withPeople(size.people)} wartet niemand: Bis zu ${leavers(size.limit)} am Tag werden ohne Frage gesperrt.`
        }
      },
      crossed: '„Mindestens“ ist mehr als „Höchstens“; es gilt „Mindestens“.',
      blocked: 'Wenn jemand anders eine Anmeldung in Entra blockiert hat',
      blockedIs: {
        ask: ['Jedes Mal fragen', 'Es kann ein Vorfall gewesen sein. Alles andere folgt weiter Plumm.'],
        'put-it-back': [
          'Zurücksetzen',
          'Plumm bestimmt, wer sich anmelden kann: Das Konto öffnet sich ohne Frage wieder.',
        ],
      },
    },
    whenSaved: 'Gespeichert. Es gilt für jede Person bei der nächsten Prüfung, spätestens heute Nacht.',

    reach: {
      title: 'Wer gepflegt wird',
      everyone: 'Alle in Plumm',
      everyoneText: 'Wen HR hinzufügt, der wird vom ersten Tag an gepflegt.',
      some: 'Nur einige',
      someText: 'Auf wen zutrifft, was Sie unten nennen. Die anderen bleiben unberührt.',
      outside:
        'Wer nicht dazugehört, bleibt unberührt: Das Konto bleibt, wie es ist, und niemand wird deshalb gesperrt. Scheidet jemand von ihnen aus, dessen Konto Plumm verknüpft hatte, werden Sie gefragt.',
      nothingNamed: 'Nennen Sie eine Abteilung, ein Land, ein Büro oder eine Person. Ohne Angabe wären es alle.',
      departments: 'Abteilungen',
      departmentsHint: 'Wie es in Plumm steht, etwa Vertrieb',
      countries: 'Länder',
      countriesHint: 'Etwa Portugal',
      noSuchCountry:
        'Dieses Land kennen wir nicht. Wählen Sie eines aus der Liste oder geben Sie seine zwei Buchstaben ein.',
      offices: 'Büros',
      officesHint: 'Wie es in Plumm steht, etwa Berlin Mitte',
      pilot: 'Personen mit Namen, gleich welcher Abteilung',
      pilotText: 'Ein Pilot: Beginnen Sie mit einigen, die Sie kennen.',
      country: (code) => (/^[A-Za-z]{2}$/.test(code) ? (regions.of(code.toUpperCase()) ?? code) : code),
      means: ({ departments, countries, offices, named }) => {
        const fits = [
          ...(departments.length > 0 ? [`der Abteilung ${or.format(departments.map(f.apart))}`] : []),
          ...(countries.length > 0 ? [`im Land ${or.format(countries.map(f.apart))}`] : []),
          ...(offices.length > 0 ? [`im Büro ${or.format(offices.map(f.apart))}`] : []),
        ]
        const byName = f.count(named, { one: '# namentlich genannte Person', other: '# namentlich genannte Personen' })
        if (fits.length === 0) return `Gepflegt: ${byName} und sonst niemand.`
        return `Gepflegt: alle ${f.list(fits)}${named > 0 ? `; außerdem ${byName}` : ''}.`
      },
      never: 'Nie angerührt',
      neverText:
        'Für Notfallkonten (Break Glass) und für Personen, um die sich die IT von Hand kümmert. Plumm ändert an ihnen nichts, auch nicht, wenn sie ausscheiden: Die IT wird dann darauf hingewiesen.',
      accounts: 'Konten in Entra',
      accountsHint: 'Anmeldename oder Objekt-ID',
      people: 'Personen in Plumm',
      searchPeople: 'Person suchen',
      searchPeopleHint: 'Name oder E-Mail',
      found: 'Gefundene Personen',
      nobodyFound: 'In Plumm ist niemand mit diesem Namen.',
      noNames: 'Namen lassen sich gerade nicht suchen.',
      addId: (id) => `ID „${f.apart(id)}“ hinzufügen`,
      add: 'Hinzufügen',
      addTo: (list) => `Hinzufügen zu: ${list}`,
      remove: (what) => `${f.apart(what)} entfernen`,
      added: (what) => `${f.apart(what)} steht auf der Liste.`,
      removed: (what) => `${f.apart(what)} steht nicht mehr auf der Liste.`,
      alreadyThere: (what) => `${f.apart(what)} steht schon auf der Liste.`,
      full: 'Die Liste ist voll: Sie fasst 500.',
      none: 'Niemand',
      saved: 'Gespeichert. Alle werden noch einmal geprüft; was zuvor ermittelt wurde, ist neu zu ermitteln.',
    },
  }
}

import type { SettingsMessages } from '../en-gb/settings.ts'
import type { Formats } from '../formats.ts'
import { plurals } from './plurals.ts'

export const settings = (f: Formats): SettingsMessages => {
  const { count, ofPeople } = plurals(f)
  /** After a preposition. */
  const leavers = (number: number) =>
    count(number, {
      zero: '# مغادر',
      one: 'مغادر واحد',
      two: 'مغادرَين',
      few: '# مغادرين',
      many: '# مغادرًا',
      other: '# مغادر',
    })
  const regions = new Intl.DisplayNames(f.locale, { type: 'region' })
  const or = new Intl.ListFormat(f.locale, { type: 'disjunction' })

  return {
    tabs: { label: 'أنواع الإعدادات', rules: 'كيف يعمل', reach: 'من تشملهم المزامنة', mapping: 'ما الذي يُنقل' },
    loading: 'جارٍ قراءة الإعدادات',
    save: 'حفظ',
    saving: 'جارٍ الحفظ…',
    undo: 'تجاهل التغييرات',
    saved: 'تم الحفظ.',
    unsaved: 'هناك تغييرات لم تُحفظ بعد.',
    invalid: 'هناك ما يحتاج إلى مراجعة قبل الحفظ.',
    conflict: 'غيّر شخص آخر هذا في هذه الأثناء، لذا لم يُحفظ شيء.',
    conflictTodo: 'اطّلع على ما غيّره، ثم أجرِ تغييرك من جديد.',
    lookAtTheirs: 'الاطلاع على تغييره',
    leave: {
      title: 'هل تريد المغادرة من دون حفظ؟',
      text: 'ما غيّرته هنا لم يُحفظ بعد، وسيضيع.',
      stay: 'متابعة التحرير',
      go: 'المغادرة من دون حفظ',
    },

    dates: {
      title: 'عند بدء العمل وعند المغادرة',
      timeZone: 'المنطقة الزمنية للشركة',
      timeZoneHint: 'اكتب مدينة أو منطقة، مثل Dubai.',
      timeZoneMeans:
        'يبدأ اليوم الأول وينتهي اليوم الأخير هنا عند منتصف الليل، ما لم يكن Plumm يعرف منطقة زمنية خاصة بالشخص.',
      now: (clock) => `الوقت هناك الآن: ${f.apart(clock)}.`,
      noSuchZone: 'لا نعرف هذه المنطقة الزمنية. اختر واحدة من القائمة، مثل Asia/Dubai.',
      joiners: 'من يبدأ العمل في يوم لاحق',
      joinersIs: {
        ahead: ['إنشاء الحساب مسبقًا', 'يكون موجودًا لكنه مغلق، ويُفتح تلقائيًا في اليوم الأول.'],
        'first-day': ['إنشاؤه في اليوم الأول', 'لا يوجد شيء في Entra قبل ذلك اليوم.'],
      },
      leavers: 'من مضى تاريخ سحب صلاحية دخوله',
      leaversIs: {
        'end-date': ['إيقافه تلقائيًا', 'عند منتصف الليل بعد ذلك اليوم، مع تسجيل خروجه من كل مكان.'],
        deactivation: [
          'فقط عندما تلغي الموارد البشرية تنشيطه',
          'التاريخ وحده لا يفعل شيئًا: يبقى تسجيل الدخول ممكنًا حتى يلغي أحد تنشيطه في Plumm.',
        ],
      },
    },

    finding: {
      title: 'كيف يُعثر على الأشخاص',
      matchBy: 'يُبحث عن حساب الشخص الجديد بواسطة',
      matchByIs: {
        email: ['البريد الإلكتروني', 'الحساب الذي يكون اسم تسجيل الدخول فيه هو البريد الإلكتروني للشخص.'],
        'employee-number': [
          'رقم الموظف',
          'الحساب الذي يحمل معرّف الموظف نفسه. ومن ليس له رقم في Plumm ينتظر حتى تدخله الموارد البشرية.',
        ],
      },
      switched: 'تبقى الحسابات المرتبطة مرتبطة. يسري هذا على من لم يُربط لهم حساب بعد.',
    },

    caution: {
      title: 'الحيطة',
      fuse: 'كم تغييرًا يمكن أن يمر دفعة واحدة',
      fuseText:
        'يُحسب المغادرون وأسماء تسجيل الدخول الجديدة والحسابات التي تُفتح من جديد، كل نوع على حدة، خلال 24 ساعة. وعند تجاوز الحد ينتظر كل ما هو من ذلك النوع إجابتك.',
      atLeast: 'على الأقل',
      percent: 'النسبة المئوية من الأشخاص',
      atMost: 'على الأكثر',
      between: ({ min, max }) => `أدخل عددًا صحيحًا من ${f.number(min)} إلى ${f.number(max)}.`,
      fuseMeans: (size) => {
        switch (size.is) {
          case 'nobody-yet':
            return `ما دام عدد المرتبطين قليلًا، ينتظر إجابتك كل ما يزيد على ${leavers(size.limit)} في اليوم.`
          case 'each':
            return `مع ${ofPeople(size.people)}، ينتظر كل مغادر إجابتك.`
          case 'some':
            return `مع ${ofPeople(size.people)}، ينتظر إجابتك كل ما يزيد على ${leavers(size.limit)} في اليوم.`
          case 'none':
            return `مع ${ofPeople(size.people)}، لا ينتظر أحد: تُوقف من دون سؤال حسابات ما يصل إلى ${leavers(size.limit)} في اليوم.`
        }
      },
      crossed: '«على الأقل» أكبر من «على الأكثر»، لذا يسري «على الأقل».',
      blocked: 'إذا حظر شخص آخر تسجيل دخول في Entra',
      blockedIs: {
        ask: ['اسألني في كل مرة', 'ربما كان السبب حادثًا أمنيًا. وتظل بياناته الأخرى تتبع Plumm.'],
        'put-it-back': ['إعادته كما كان', 'يقرر Plumm من يمكنه تسجيل الدخول: يُفتح الحساب من جديد من دون سؤال.'],
      },
    },
    whenSaved: 'تم الحفظ. يسري على كل شخص عند مراجعته التالية، وهي الليلة على أبعد تقدير.',

    reach: {
      title: 'من تشملهم المزامنة',
      everyone: 'الجميع في Plumm',
      everyoneText: 'كل من تضيفه الموارد البشرية تشمله المزامنة من يومه الأول.',
      some: 'بعضهم فقط',
      someText: 'من ينطبق عليه ما تحدده أدناه. ويُترك الآخرون كما هم.',
      outside:
        'يُترك من هم خارج ذلك كما هم: يبقى حسابهم على حاله، ولا يُوقف أحد لأنه خارجه. وإذا غادر أحدهم وكان Plumm قد ربط حسابه، فستُسأل.',
      nothingNamed: 'حدّد قسمًا أو بلدًا أو مكتبًا أو شخصًا. فمن دون تحديد يكون المقصود الجميع.',
      departments: 'الأقسام',
      departmentsHint: 'كما هو مكتوب في Plumm، مثل المبيعات',
      countries: 'البلدان',
      countriesHint: 'مثل البرتغال',
      noSuchCountry: 'لا نعرف هذا البلد. اختر بلدًا من القائمة، أو أدخل رمزه المكوّن من حرفين.',
      offices: 'المكاتب',
      officesHint: 'كما هو مكتوب في Plumm، مثل مكتب دبي',
      pilot: 'أشخاص بالاسم، أيًا كان قسمهم',
      pilotText: 'تجربة أولية: ابدأ ببضعة أشخاص تعرفهم.',
      country: (code) => (/^[A-Za-z]{2}$/.test(code) ? (regions.of(code.toUpperCase()) ?? code) : code),
      means: ({ departments, countries, offices, named }) => {
        const fits = [
          ...(departments.length > 0 ? [`في القسم ${or.format(departments.map(f.apart))}`] : []),
          ...(countries.length > 0 ? [`في البلد ${or.format(countries.map(f.apart))}`] : []),
          ...(offices.length > 0 ? [`في المكتب ${or.format(offices.map(f.apart))}`] : []),
        ]
        const byName = `${ofPeople(named)} بالاسم`
        if (fits.length === 0) return `تشمل المزامنة ${byName}، ولا أحد سواهم.`
        return `تشمل المزامنة كل من هو ${f.list(fits)}${named > 0 ? `؛ إضافة إلى ${byName}` : ''}.`
      },
      never: 'لا يُمَسّ أبدًا',
      neverText:
        'لحسابات الطوارئ (break-glass)، ولمن تتولى تقنية المعلومات أمرهم يدويًا. لا يغيّر Plumm شيئًا لديهم، حتى عند مغادرتهم: بل تُبلَّغ تقنية المعلومات.',
      accounts: 'الحسابات في Entra',
      accountsHint: 'اسم تسجيل الدخول أو معرّف الكائن',
      people: 'الأشخاص في Plumm',
      searchPeople: 'البحث عن شخص',
      searchPeopleHint: 'الاسم أو البريد الإلكتروني',
      found: 'الأشخاص الذين عُثر عليهم',
      nobodyFound: 'لا أحد بهذا الاسم في Plumm.',
      noNames: 'يتعذر البحث عن الأسماء الآن.',
      addId: (id) => `إضافة المعرّف «${f.apart(id)}»`,
      add: 'إضافة',
      addTo: (list) => `إضافة إلى: ${list}`,
      remove: (what) => `إزالة ${f.apart(what)}`,
      added: (what) => `أصبح ${f.apart(what)} في القائمة.`,
      removed: (what) => `لم يعد ${f.apart(what)} في القائمة.`,
      alreadyThere: (what) => `${f.apart(what)} موجود في القائمة بالفعل.`,
      full: 'القائمة ممتلئة: سعتها 500.',
      none: 'لا أحد',
      saved: 'تم الحفظ. يُراجَع الجميع من جديد، ويجب تحديد ما سبق تخطيطه من جديد.',
    },
  }
}

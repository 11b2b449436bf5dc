import type { Words } from '../en-gb/en-gb.ts'
import type { Formats } from '../formats.ts'
import { plurals } from './plurals.ts'

export const plan = (f: Formats): Words['plan'] => {
  const { count, ofPeople, questionsWait, peopleBlocked } = plurals(f)
  return {
    headline: (tenant) => `هذا ما سيتغير في ${f.apart(tenant)}`,
    text: 'لم يحدث شيء بعد. خذ وقتك في الاطلاع؛ افتح أي صف لرؤية كل حقل قبل التغيير وبعده.',
    planning: (done, total) => `تمت مراجعة ${f.number(done)} من ${ofPeople(total)}`,
    planningText: 'نقارن جميع الأشخاص في Plumm بالحسابات في Entra. لا يتغير شيء.',
    kinds: {
      suspend: 'إيقاف',
      block: 'تتعذر المزامنة',
      hold: 'بانتظار قرار',
      create: 'إنشاء',
      link: 'ربط',
      update: 'تحديث',
      none: 'متطابق',
    },
    does: {
      suspend: 'سيُوقف',
      block: 'تتعذر المزامنة حاليًا',
      hold: 'بانتظار إجابتك',
      create: 'حساب جديد',
      link: 'يُربط الحساب الموجود',
      update: 'يُحدَّث الحساب',
      none: 'متطابق أصلًا',
    },
    everyone: 'الجميع',
    filters: 'ما سيحدث',
    search: 'بحث',
    searchHint: 'الاسم أو البريد الإلكتروني',
    rows: 'الأشخاص',
    changes: (fields) =>
      count(fields, {
        zero: 'لا حقول',
        one: 'حقل واحد',
        two: 'حقلان',
        few: '# حقول',
        many: '# حقلًا',
        other: '# حقل',
      }),
    noChanges: 'لا يتغير شيء في الحساب.',
    keepsSignInName: (signInName) =>
      `يبقى تسجيل الدخول باسم ${f.apart(signInName)} حتى يتغير البريد الإلكتروني في Plumm.`,
    before: 'الآن في Entra',
    after: 'سيصبح',
    field: 'الحقل',
    empty: 'فارغ',
    erased: 'ممحو',
    nobody: 'لا أحد',
    nobodyText: 'لا يوجد من يُعرض مع عامل التصفية هذا.',
    risk: (people, names) => {
      const others = people - names.length
      const more = count(others, {
        zero: 'لا أحد غيرهم',
        one: 'شخص آخر',
        two: 'شخصان آخران',
        few: '# آخرون',
        many: '# آخرون',
        other: '# آخرون',
      })
      const apart = names.map(f.apart)
      return `سيُوقف فورًا ${count(people, {
        zero: 'حساب # شخص',
        one: 'حساب شخص واحد',
        two: 'حسابا شخصين',
        few: 'حسابات # أشخاص',
        many: 'حسابات # شخصًا',
        other: 'حسابات # شخص',
      })}: ${f.list(others > 0 ? [...apart, more] : apart)}.`
    },
    riskText: 'لن يعود بإمكانهم تسجيل الدخول، وسيُسجَّل خروجهم من كل مكان. تبقى حساباتهم وبياناتهم.',
    waits: (held, blocked) => {
      const parts = [...(held > 0 ? [questionsWait(held)] : []), ...(blocked > 0 ? [peopleBlocked(blocked)] : [])]
      return parts.length === 0 ? '' : `${f.list(parts)}؛ ويمضي العمل للبقية.`
    },
    reach: 'اختيار من تشملهم المزامنة',
    blockedSignIn: {
      legend: 'إذا حظر شخص آخر تسجيل دخول في Entra',
      ask: 'اسألني في كل مرة',
      askText: 'ربما كان السبب حادثًا أمنيًا. تستمر مزامنة الحقول الأخرى.',
      putBack: 'إعادته كما كان',
      putBackText: 'يقرر Plumm من يمكنه تسجيل الدخول، كما في كل حقل آخر.',
    },
    start: (people) => `بدء المزامنة لـ ${ofPeople(people)}`,
    starting: 'جارٍ البدء…',
    planAgain: 'إنشاء المعاينة من جديد',
    notNow: 'قطع الاتصال بدلًا من ذلك',
    stale: {
      headline: 'هذه المعاينة لم تعد حديثة',
      text: 'مضى عليها أكثر من يوم، أو تغيّر شيء منذ ذلك الحين. أنشئها من جديد لترى الوضع الراهن.',
    },
    unsaved: {
      headline: 'تعيين الحقول هذا غير محفوظ',
      text: 'هذا ما كان سيغيّره. احفظه لتبدأ به، أو أنشئ المعاينة من جديد بالتعيين الساري.',
    },
    failed: { headline: 'تعذر إنشاء المعاينة' },
    loading: 'جارٍ قراءة المعاينة',
  }
}

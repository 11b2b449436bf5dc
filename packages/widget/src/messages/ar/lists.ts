import type { LaterMessages } from '../en-gb/later.ts'
import type { Formats } from '../formats.ts'
import { listFormats } from '../list-formats.ts'
import { plurals } from './plurals.ts'

export const lists = (f: Formats): LaterMessages['lists'] => {
  const { size, day, lastDay } = listFormats(f)
  const { count, people } = plurals(f)
  const lines = (number: number) =>
    count(number, {
      zero: '# سطر',
      one: 'سطر واحد',
      two: 'سطران',
      few: '# أسطر',
      many: '# سطرًا',
      other: '# سطر',
    })
  const entries = (number: number) =>
    count(number, {
      zero: '# إدخال',
      one: 'إدخال واحد',
      two: 'إدخالان',
      few: '# إدخالات',
      many: '# إدخالًا',
      other: '# إدخال',
    })
  return {
    download: {
      counts: { lines, entries },
      running: (counted, bytes) => (bytes === 0 ? 'جارٍ الطلب…' : `حتى الآن: ${counted}، ${f.apart(size(bytes))}`),
      done: (counted, bytes) => `تم الحفظ: ${counted}، ${f.apart(size(bytes))}.`,
      failed: 'لم يُحفظ الملف.',
    },
    log: {
      filter: 'تصفية',
      kind: 'النوع',
      anyKind: 'الكل',
      kinds: {
        access: 'تسجيل الدخول: إيقاف، تمكين، تسجيل خروج',
        accounts: 'الحسابات: إنشاء، ربط، استرداد',
        details: 'الأسماء والبيانات',
        'put-back': 'ما أُعيد بعد تغيير في Entra',
        questions: 'الأسئلة ومن تتعذر مزامنتهم',
        sync: 'المزامنة ومعايناتها',
        connection: 'الاتصال وأذوناته',
        settings: 'الإعدادات وتعيين الحقول',
        log: 'هذا السجل: تصدير، ختم، محو',
      },
      from: 'من',
      to: 'حتى',
      since: (iso) => `من ${f.apart(day(iso))}`,
      until: (iso) => `حتى ${f.apart(day(lastDay(iso)))}`,
      chips: 'عوامل التصفية المفعّلة',
      clearAll: 'مسح الكل',
      noEarlierMatch: 'لا شيء مطابق قبل ذلك.',
      cutBefore: 'أُزيل ما هو أقدم لانقضاء مدته.',
      onlyPerson: (name) => `${f.apart(name)} فقط`,
      copyEntry: 'نسخ للدعم',
      takeAway: 'تنزيل',
      asCsv: 'للقراءة (CSV)',
      asCsvText: 'سطر لكل إدخال، لجداول البيانات.',
      asProof: 'للإثبات (NDJSON)',
      asProofText: 'مع كل قيم التجزئة، ليتحقق منها أي شخص من دوننا.',
      selection: 'فقط ما تُظهره عوامل التصفية.',
      whole: 'السجل كله.',
      check: 'التحقق من السجل',
      checkAgain: 'التحقق من جديد',
      checking: 'جارٍ التحقق من كل إدخال…',
      isWhole: (number, iso) =>
        `لم يتغير شيء ولم يُحذف شيء: تم التحقق، ${f.timeOrDay(iso)}، من ${count(number, {
          zero: '# إدخال',
          one: 'إدخال واحد',
          two: 'إدخالين',
          few: '# إدخالات',
          many: '# إدخالًا',
          other: '# إدخال',
        })}.`,
      isCut: (seq) => `يبدأ بعد الإدخال ${f.number(seq)}؛ أُزيل ما هو أقدم عند انقضاء مدته.`,
      isErased: (number) =>
        count(number, {
          zero: 'لم تُمحَ قيم شخصية.',
          one: 'مُحيت القيم الشخصية في إدخال واحد، وذلك مسجّل.',
          two: 'مُحيت القيم الشخصية في إدخالين، وذلك مسجّل.',
          few: 'مُحيت القيم الشخصية في # إدخالات، وذلك مسجّل.',
          many: 'مُحيت القيم الشخصية في # إدخالًا، وذلك مسجّل.',
          other: 'مُحيت القيم الشخصية في # إدخال، وذلك مسجّل.',
        }),
      isBroken: (seq) =>
        seq === null ? 'هذا السجل ليس كما كُتب.' : `هذا السجل ليس كما كُتب، ابتداءً من الإدخال ${f.number(seq)}.`,
      isBrokenText:
        'غيّر أحدهم شيئًا أو حذفه من خارج Plumm. المزامنة مستمرة. على دعم Plumm أن يتحقق: أرسل إليه هذا، ونزّل السجل الآن للإثبات.',
      brokenReport: (seq, number, head, iso) =>
        `سجل النشاط غير سليم${seq === null ? '' : ` عند الإدخال ${seq}`}؛ عدد الإدخالات ${number}، الرأس ${f.apart(head)}، وقت التحقق ${f.apart(iso)}.`,
      copyReport: 'نسخ للدعم',
    },
    preview: {
      asCsv: 'تنزيل بتنسيق CSV',
      keys: 'تنقلك مفاتيح الأسهم من شخص إلى آخر، ويفتح مفتاح Enter أحدهم.',
      waiting: 'جارٍ القراءة…',
      found: (number) => `في القائمة: ${people(number)}`,
      notFurther: 'تعذرت قراءة بقية القائمة.',
    },
  }
}

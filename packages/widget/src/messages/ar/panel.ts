import type { Words } from '../en-gb/en-gb.ts'
import type { Formats } from '../formats.ts'
import { say, strong } from '../sentence.ts'
import { plurals } from './plurals.ts'
import { refusal } from './problems.ts'

export const panel = (f: Formats): Words['panel'] => {
  const { people, ofPeople, changes, questionsWait, peopleBlocked } = plurals(f)
  return {
    title: 'Microsoft Entra ID',
    people,
    changes,
    loading: 'جارٍ الاطلاع على الحالة',
    tryAgain: 'إعادة المحاولة',
    cancel: 'إلغاء',
    askAdministrator: 'طلب المساعدة من مسؤول تقنية المعلومات',
    done: 'تم',

    firstVisit: {
      headline: 'إبقاء Microsoft Entra مطابقًا لما في Plumm',
      text: 'غيّر البيانات مرة واحدة في Plumm، ويتبعها الحساب خلال ثوانٍ.',
      doesTitle: 'ما الذي يفعله',
      does: [
        'ينشئ حسابًا لكل شخص جديد، أو يربط الحساب الموجود',
        'ينقل الاسم والبريد الإلكتروني والدور والقسم والموقع والهاتف',
        'يوقف حسابات المغادرين فورًا ويسجّل خروجهم من كل مكان',
      ],
      needsTitle: 'ما الذي تحتاج إليه',
      needs: [
        'مسؤول في Entra: «المسؤول العام» أو «مسؤول الدور المتميز»، أنت أو أحد الزملاء',
        'نحو خمس دقائق. لا يتغير شيء في Entra قبل أن تطّلع عليه وتعتمده',
      ],
      neverTitle: 'ما الذي لا يفعله أبدًا',
      never: ['حذف حساب', 'المساس بمن ليسوا في Plumm', 'الاطلاع على كلمات المرور'],
      undoTitle: 'كيف تتراجع عنه',
      undo: 'أوقف المزامنة مؤقتًا أو اقطع الاتصال في أي وقت بنقرة واحدة. تبقى الحسابات في Entra كما هي.',
      connect: 'توصيل',
    },
    before: {
      headline: (tenant) => `اتصال ${f.apart(tenant)} مقطوع`,
      text: (domain) =>
        `لا يُرسل شيء إلى ${f.apart(domain)} الآن، وتبقى حساباته كما هي. عند إعادة التوصيل يجد Plumm الأشخاص أنفسهم، وترى ما سيتغير قبل أن يحدث.`,
      connect: 'إعادة التوصيل',
    },

    planning: 'جارٍ تحديد ما سيتغير',
    inStep: (count, tenant) => say`يُبقي Plumm بيانات ${strong(ofPeople(count))} مطابقة في ${f.apart(tenant)}.`,
    nobodyYet: (tenant) => say`Plumm متصل بـ ${f.apart(tenant)}.`,
    lastChange: (iso) => `آخر تغيير: ${f.ago(iso)}.`,
    noChangeYet: 'لا تغيير حتى الآن.',
    nothingToDo: 'لا شيء مطلوب منك.',
    firstSync: {
      sentence: (tenant) => say`تجري مزامنة الجميع مع ${f.apart(tenant)}.`,
      canLeave: 'يمكنك مغادرة هذه الصفحة؛ سيستمر العمل.',
      done: (done, total) => `${f.number(done)} من ${ofPeople(total)}`,
      left: (seconds) => (seconds === null ? 'جارٍ تقدير المدة' : `يتبقى نحو ${f.lasting(seconds)}`),
    },
    paused: {
      sentence: (by, iso) =>
        say`${strong('متوقف مؤقتًا')} منذ ${f.timeOrDay(iso)}${by === '' ? '' : `، أوقفه ${f.apart(by)}`}.`,
      text: (waiting) =>
        waiting === 0
          ? 'لن يضيع شيء: تُحفظ التغييرات في Plumm وتُنفَّذ عند الاستئناف.'
          : `لن يضيع شيء: ${changes(waiting)} قيد الانتظار.`,
      resume: 'استئناف',
    },

    counts: {
      title: 'الأشخاص',
      words: {
        synced: 'متطابق',
        pending: 'قيد الانتظار',
        retrying: 'تُعاد المحاولة',
        held: 'بانتظار قرار',
        blocked: 'تتعذر المزامنة',
        suspended: 'موقوف',
        excluded: 'مستثنى',
        'not-connected': 'غير متصل',
      },
      open: 'عرض القائمة',
    },
    needsSomeone: {
      held: questionsWait,
      blocked: peopleBlocked,
      answer: 'الإجابة',
      look: 'الاطلاع',
    },
    recent: { title: 'النشاط الأخير', none: 'لم يحدث شيء بعد.' },
    folds: {
      connection: 'الاتصال',
      allowed: 'ما يُسمح لـ Plumm بفعله في Entra',
      readiness: 'قبل أن تبدأ',
      checks: 'التحقق من المتطلبات',
    },
    actions: {
      syncAll: 'مراجعة الجميع الآن',
      syncAsked: 'تم الطلب',
      pause: 'إيقاف مؤقت',
      settings: 'الإعدادات',
      disconnect: 'قطع الاتصال',
    },

    notAllowed: {
      headline: 'هذه الصفحة للمسؤولين',
      text: 'يمكنك الاطلاع على حالة الأشخاص، لا على إعداد الاتصال. اسأل أحد مسؤولي Plumm.',
    },
    manageOnly: 'يمكنك الاطلاع هنا من دون تغيير أي شيء. اسأل أحد مسؤولي Plumm.',
    refusal,
    failure: (cause) => {
      switch (cause.is) {
        case 'refused':
          return refusal(cause.problem)
        case 'unreachable':
          return 'يتعذر الوصول إلينا الآن. قد لا يكون ما تراه حديثًا؛ نواصل المحاولة.'
        case 'not-understood':
          return 'تلقينا ردًا لم نفهمه. أعد تحميل الصفحة؛ وإذا استمر ذلك، فأبلغ الدعم.'
        case 'no-session':
          return 'انتهت جلستك في Plumm. سجّل الدخول من جديد، وسيستمر هذا من تلقاء نفسه.'
      }
    },
    reference: (requestId) => `مرجع للدعم: ${f.apart(requestId)}`,
    copy: 'نسخ',
    copied: 'تم النسخ',
    broken: {
      headline: 'توقف هذا الجزء من الصفحة عن العمل',
      text: 'المزامنة نفسها لم تتأثر. أعد تحميل الصفحة لرؤيته من جديد.',
    },
  }
}

import type { ConnectingMessages } from '../en-gb/connecting.ts'
import type { Formats } from '../formats.ts'

const unchanged = 'لم يتغير شيء.'
const tooLong = { headline: 'استغرق هذا وقتًا طويلًا', text: `حرصًا على الأمان تنتهي المحاولة بعد 15 دقيقة. ${unchanged}` }

export const connecting = (f: Formats): ConnectingMessages => ({
  starting: { headline: 'جارٍ فتح صفحة تسجيل الدخول من Microsoft', text: 'لحظة من فضلك…' },
  signingIn: {
    headline: 'سجّل الدخول إلى Microsoft',
    text: 'في نافذة Microsoft، اختر حساب مسؤول في Entra. ستستمر هذه الصفحة تلقائيًا.',
    closed: `يبدو أن نافذة Microsoft مغلقة. إن كنت قد أغلقتها: ${unchanged}`,
    again: 'فتح النافذة من جديد',
  },
  popupBlocked: {
    headline: 'لم يفتح المستعرض نافذة Microsoft',
    text: 'افتحها بهذا الزر، أو اسمح لهذه الصفحة بفتح النوافذ ثم حاول مرة أخرى.',
    open: 'فتح نافذة Microsoft',
    here: 'المتابعة في هذه النافذة',
  },
  ask: {
    headline: 'بانتظار مسؤول تقنية المعلومات',
    text: 'أرسل إليه الرابط. سيسجّل الدخول إلى Microsoft ويمنح الإذن؛ تلاحظ هذه الصفحة ذلك تلقائيًا، ويمكنك مغادرتها.',
    signedIn: (domain) => `سجّل شخص من ${f.apart(domain)} الدخول. ما ينقص هو منح الإذن.`,
    link: 'الرابط',
    copyLink: 'نسخ الرابط',
    copyMessage: 'نسخ رسالة تتضمن الرابط',
    message: (url, iso) =>
      `هل يمكنك توصيل Microsoft Entra بـ Plumm لنا؟ يتطلب ذلك دور «المسؤول العام» أو «مسؤول الدور المتميز»، ودقيقتين من الوقت. توضح الصفحة ما يُسمح لـ Plumm بفعله وما لا يفعله أبدًا. لا يتغير شيء في Entra قبل أن نطّلع عليه ونعتمده.\n\n${url}\n\nالرابط صالح حتى ${f.timeOrDay(iso)}.`,
    until: (iso) => `صالح حتى ${f.timeOrDay(iso)}، ولمرة واحدة.`,
    lost: 'لم يُعرض الرابط إلا لمن أنشأه. إذا ضاع، فأنشئ رابطًا جديدًا، وعندها يتوقف القديم عن العمل.',
    another: 'إنشاء رابط جديد',
    refused: (headline) => `آخر محاولة: ${headline}. لا يزال الرابط صالحًا.`,
  },
  proving: { headline: 'جارٍ التحقق لدى Microsoft', text: 'من أنك مسؤول، وفي أي دليل.' },
  elsewhere: {
    headline: 'بدأ أحدهم التوصيل',
    text: 'في نافذة أخرى، أو قبل إعادة تحميل هذه الصفحة. يمكنك الانتظار أو البدء من جديد هنا.',
    again: 'البدء من جديد',
  },
  consent: {
    headline: (tenant) => `السماح لـ Plumm بإدارة الحسابات في ${f.apart(tenant)}`,
    text: 'ستسأل Microsoft عن هذا بعد ذلك، في نافذة خاصة بها.',
    required: 'لازم',
    optional: 'اختياري',
    open: 'المتابعة إلى Microsoft',
    openAgain: 'فتح نافذة Microsoft من جديد',
    waiting: 'بانتظار Microsoft. تلاحظ هذه الصفحة تلقائيًا عندما يُمنح الإذن.',
    never: 'لا يحصل Plumm أبدًا على كلمات المرور أو البريد أو الملفات أو التقويمات.',
    permissions: {
      'User.ReadWrite.All': 'إنشاء الحسابات وتحديثها وإيقافها وتمكينها',
      'User.Read.All': 'قراءة الحسابات واسم مؤسستك',
      'RoleManagement.Read.Directory': 'معرفة من هو مسؤول، كي تُترك حساباتهم كما هي',
    },
  },
  stopped: {
    cancelled: { headline: 'أُلغي تسجيل الدخول', text: `${unchanged} يمكنك البدء من جديد متى شئت.` },
    failed: {
      headline: 'لم ينجح تسجيل الدخول',
      text: `انتهت نافذة Microsoft من دون رد يمكننا استخدامه. ${unchanged}`,
    },
    expired: tooLong,
    linkExpired: {
      headline: 'انتهت صلاحية الرابط',
      text: `لم يستخدمه مسؤول تقنية المعلومات خلال ثلاثة أيام. ${unchanged}`,
    },
    codes: {
      'not-an-administrator': {
        headline: 'لا يمكن لهذا الحساب إجراء التوصيل',
        text: 'يلزم دور «المسؤول العام» أو «مسؤول الدور المتميز». سجّل الدخول بحساب آخر، أو اطلب من زميل في تقنية المعلومات أن يجري ذلك معك.',
      },
      'roles-unknown': {
        headline: 'لم تذكر Microsoft أدوار هذا الحساب',
        text: 'من دون ذلك لا يمكننا السماح له بالتوصيل. اطلب من تقنية المعلومات تسجيل الدخول بحساب «المسؤول العام».',
      },
      'personal-account': {
        headline: 'هذا حساب Microsoft شخصي',
        text: 'اختر حساب العمل التابع للدليل الذي تريد توصيله.',
      },
      'consent-refused': {
        headline: 'لم يُمنح الإذن',
        text: `${unchanged} حاول مرة أخرى، أو اطلب ذلك من مسؤول آخر.`,
      },
      'consent-incomplete': {
        headline: 'هناك إذن ناقص',
        text: 'لم يُمنح بعض ما يلزم. حاول مرة أخرى واسمح بكل ما عليه علامة «لازم».',
      },
      'tenant-already-connected': {
        headline: 'هذا الدليل متصل بشركة أخرى',
        text: 'لا يجوز أن تدير شركتان دليلًا واحدًا. اقطع الاتصال هناك أولًا.',
      },
      'other-tenant': {
        headline: 'هذا دليل آخر',
        text: 'سجّل الدخول بحساب مسؤول في الدليل الذي كان متصلًا من قبل.',
      },
      'attempt-expired': tooLong,
      'id-token-invalid': {
        headline: 'تعذر الوثوق برد Microsoft',
        text: `${unchanged} حاول مرة أخرى؛ وإذا تكرر ذلك، فأبلغ الدعم.`,
      },
    },
    again: 'إعادة المحاولة',
    otherAccount: 'استخدام حساب آخر',
    back: 'رجوع',
  },
})

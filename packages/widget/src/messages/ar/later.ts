import type { CredentialInUse } from '@plumm/entra-shared'
import type { LaterMessages } from '../en-gb/later.ts'
import type { Formats } from '../formats.ts'
import { say, strong } from '../sentence.ts'
import { attention } from './attention.ts'
import { findings } from './findings.ts'
import { holds } from './holds.ts'
import { lists } from './lists.ts'
import { mapping } from './mapping.ts'
import { plurals } from './plurals.ts'
import { settings } from './settings.ts'

export const later = (f: Formats): LaterMessages => {
  const { changes, count } = plurals(f)
  const every = (seconds: number) => (seconds === 60 ? 'كل دقيقة' : `كل ${f.lasting(seconds)}`)
  const kinds: Record<CredentialInUse['kind'], string> = {
    secret: 'سر عميل',
    certificate: 'شهادة',
    federated: 'رمز مميز من منصتنا يتجدد تلقائيًا',
  }

  return {
    attention,
    settings: settings(f),
    mapping: mapping(f),
    lists: lists(f),
    holds: holds(f),
    disconnect: {
      title: (tenant) => `هل تريد قطع الاتصال بـ ${f.apart(tenant)}؟`,
      what: [
        'تتوقف المزامنة فورًا، حتى للتغييرات قيد الانتظار',
        'تُتلف مفاتيح دليلك',
        'تبقى الحسابات في Entra كما هي تمامًا؛ لا يُحذف أحد ولا يُوقف',
        'ينسى Plumm بيانات الأشخاص هنا، ويبقى سجل النشاط',
      ],
      waiting: (waiting) => `قيد الانتظار ولن يُنفَّذ: ${changes(waiting)}.`,
      back: 'عند إعادة التوصيل لاحقًا يجد Plumm الأشخاص أنفسهم.',
      remove:
        'تحتفظ Microsoft بالإذن الذي منحته حتى تسحبه تقنية المعلومات أيضًا: في مركز إدارة Entra، تطبيقات المؤسسة > Plumm > الخصائص > حذف.',
      confirm: 'قطع الاتصال',
      keep: 'البقاء متصلًا',
    },
    trouble: {
      sentence: (what, iso) => say`${strong('توقّف العمل')} منذ ${f.timeOrDay(iso)}: ${what}.`,
      waiting: (waiting) =>
        waiting === 0
          ? 'لن يضيع شيء: تُحفظ التغييرات في Plumm وتُنفَّذ بعد ذلك.'
          : `لن يضيع شيء، وسيُنفَّذ لاحقًا ما هو قيد الانتظار: ${changes(waiting)}.`,
      stillWorks: 'تبقى الحسابات في Entra كما هي، ويمكن للجميع تسجيل الدخول كالمعتاد.',
      reconnect: 'إعادة التوصيل',
      forIt: 'نص لتقنية المعلومات',
      copyForIt: 'نسخ النص لتقنية المعلومات',
    },
    readiness: {
      loading: 'جارٍ التحقق من المتطلبات',
      lookAgain: 'التحقق من جديد',
      titles: {
        'plumm-permission': 'إذنك في Plumm',
        'entra-role': 'مسؤول في Microsoft Entra',
        consent: 'الإذن من Microsoft',
        'api-provisioning': 'السماح بالتغييرات من الخارج',
        'email-structure': 'عناوين تصلح أسماءً لتسجيل الدخول',
        'on-premises-sync': 'حسابات من Windows Active Directory',
        'clashing-accounts': 'حسابات قد تكون لأشخاص آخرين',
      },
      results: {
        ok: 'جاهز',
        warn: 'يستحق الاطلاع',
        fail: 'غير جاهز',
        unknown: 'غير معروف بعد',
      },
      detail: findings(f).detail,
      remedy: findings(f).remedy,
      how: 'كيفية ذلك',
      who: (number) =>
        count(number, {
          zero: 'لا أحد',
          one: 'من هو',
          two: 'من هما',
          few: 'من هم (#)',
          many: 'من هم (#)',
          other: 'من هم (#)',
        }),
      more: (number) =>
        count(number, {
          zero: 'ولا أحد غيرهم',
          one: 'وشخص آخر',
          two: 'وشخصان آخران',
          few: 'و# آخرون',
          many: 'و# آخرون',
          other: 'و# آخرون',
        }),
    },
    allowed: {
      granted: 'ممنوح',
      missing: 'غير ممنوح',
      needed: 'لازم',
      optional: 'اختياري',
    },
    facts: {
      directory: 'الدليل',
      connectedBy: 'أجرى التوصيل',
      since: 'منذ',
      watch: 'التغييرات التي تُجرى في Entra',
      watchedBy: ({ by, everySeconds }) =>
        by === 'notices'
          ? `تخبرنا Microsoft بها فورًا، ونسأل أيضًا ${every(everySeconds)}.`
          : `نسأل ${every(everySeconds)}. إشعارات Microsoft لا تصل الآن؛ لا يفوتنا شيء، لكن الأمر يستغرق وقتًا أطول قليلًا.`,
      credential: 'مفتاح Plumm',
      credentialIs: ({ kind, expiresAt }) =>
        expiresAt === null || kind === 'federated' ? kinds[kind] : `${kinds[kind]}، حتى ${f.calendarDay(expiresAt)}`,
    },
    notices: {
      credential: ({ expiresAt, warning }) => {
        const on = expiresAt === null ? '' : ` في ${f.calendarDay(expiresAt)}`
        return warning === 'ended'
          ? `انتهت صلاحية المفتاح الذي يصل به Plumm إلى Microsoft${on}.`
          : `تنتهي صلاحية المفتاح الذي يصل به Plumm إلى Microsoft${on}.`
      },
      credentialTodo: ({ warning }) =>
        warning === 'ended'
          ? 'يستبدله من يشغّل تكامل Plumm مع Entra. وحتى ذلك الحين تتوقف المزامنة؛ لن يضيع شيء، ثم يستمر العمل تلقائيًا.'
          : 'يستبدله قبل ذلك من يشغّل تكامل Plumm مع Entra. لا شيء مطلوب منك، والمزامنة مستمرة.',
      disturbed: (what, since) => `${what}، منذ ${f.timeOrDay(since)}.`,
      stillWorks:
        'المزامنة مستمرة: تصل التغييرات في Plumm واحدًا تلو الآخر، وتُوقف حسابات المغادرين. أما ما لا تُظهره إلا القائمة الكاملة فيُراجَع عندما تصبح قراءتها ممكنة من جديد.',
      cannotSeeRoles: 'لا يمكن لـ Plumm رؤية من هو مسؤول في Entra.',
      cannotSeeRolesMeans:
        'لذا يُربط حساب المسؤول كأي حساب آخر، وحيثما أراد Plumm إيقافه أو تغيير اسمه ترفض Microsoft ذلك: وتظهر لهذا الشخص حالة «تتعذر المزامنة». إذا منحت تقنية المعلومات الإذن RoleManagement.Read.Directory (اختياري)، فسيُستخدم تلقائيًا خلال ساعة.',
    },
  }
}

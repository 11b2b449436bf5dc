import { findingsBy } from '../findings.ts'
import type { Formats } from '../formats.ts'
import { plurals } from './plurals.ts'

const reconnect = 'يمنح مسؤول في Entra الإذن من جديد: إعادة التوصيل.'

export const findings = (f: Formats) =>
  findingsBy(({ about = [], people }) => {
    const whose = plurals(f).ofPeople(people?.count ?? 0)
    const named = f.list(about.map(f.apart))
    const unfit = `لا تصلح عناوين ${whose} أسماءً لتسجيل الدخول في Entra. ويمكن في هذه الأثناء مزامنة البقية.`
    return {
      'not-now': { detail: 'تعذر التحقق من هذا الآن.', remedy: 'تحقّق من جديد بعد دقيقة.' },
      'while-planning': { detail: 'يظهر بعد إعداد المعاينة.' },
      'after-connecting': { detail: 'يُتحقَّق منه حالما يتم التوصيل.' },
      'may-manage': { detail: 'يمكنك إدارة عمليات التكامل في Plumm.' },
      'may-not-manage': {
        detail: 'يمكنك الاطلاع، لا التوصيل.',
        remedy: 'يمكن لأحد مسؤولي Plumm منحك إذن إدارة عمليات التكامل.',
      },
      'connected-by': { detail: `أجرى التوصيل ${named}.` },
      'administrator-needed': {
        detail: 'يتطلب التوصيل دور «المسؤول العام» أو «مسؤول الدور المتميز» في دليل Microsoft Entra لديك.',
        remedy: 'سجّل الدخول بحساب له هذا الدور، أو اطلب من زميل له هذا الدور أن يجري ذلك معك.',
      },
      'consent-to-come': { detail: 'ستسأل Microsoft ذلك المسؤول عن السماح لـ Plumm بقراءة المستخدمين والكتابة إليهم.' },
      'consent-granted': { detail: 'منحت Microsoft ما يلزم.' },
      'consent-missing': { detail: `غير ممنوح: ${named}.`, remedy: reconnect },
      'write-to-come': { detail: 'يُجرَّب حالما يتم التوصيل. لا يتغير به شيء.' },
      'write-allowed': { detail: 'تسمح Microsoft لـ Plumm بإجراء تغييرات في دليلك.' },
      'write-refused': {
        detail: 'منحت Microsoft الإذن، لكنها ترفض التغييرات رغم ذلك.',
        remedy:
          'قد يستمر هذا بضع دقائق بعد منح الإذن مباشرة: تحقّق من جديد. وإذا استمر، يتحقق مسؤول في Entra ضمن تطبيقات المؤسسة > Plumm > الأذونات من أن User.ReadWrite.All ممنوح.',
      },
      'key-refused': {
        detail: 'لا تقبل Microsoft مفتاح Plumm نفسه.',
        remedy: 'يستبدله من يشغّل تكامل Plumm مع Entra؛ لا شيء مطلوب في دليلك.',
      },
      'app-disabled': {
        detail: 'تطبيق Plumm معطّل في دليلك.',
        remedy: 'يمكّنه مسؤول في Entra ضمن تطبيقات المؤسسة > Plumm > الخصائص.',
      },
      'app-removed': {
        detail: 'لم يعد تطبيق Plumm موجودًا في دليلك.',
        remedy: 'يضيفه مسؤول في Entra من جديد: إعادة التوصيل.',
      },
      'tenant-gone': {
        detail: 'لم تعد Microsoft تعرف هذا الدليل.',
        remedy: 'تحقّق مع تقنية المعلومات مما إذا كان لا يزال موجودًا؛ وإن لم يكن، فاقطع الاتصال.',
      },
      'addresses-fine': { detail: 'تصلح جميع العناوين أسماءً لتسجيل الدخول في Entra.' },
      'addresses-fine-domains-unknown': {
        detail: 'تصلح جميع العناوين أسماءً لتسجيل الدخول في Entra. أما كون مجالاتها متحقَّقًا منها فيظهر حالما يتم التوصيل.',
      },
      'addresses-of-other-domains': {
        detail: unfit,
        remedy: 'تحقّق من المجال في Entra، أو دع الموارد البشرية تغيّر العناوين في Plumm.',
      },
      'addresses-unfit': {
        detail: unfit,
        remedy: 'صحّح العناوين في Plumm. وإذا كان السبب هو المجال، فعلى تقنية المعلومات التحقق منه في Entra.',
      },
      'accounts-in-entra': { detail: 'تُدار الحسابات في Entra نفسه.' },
      'accounts-of-others-on-premises': {
        detail: 'تأتي بعض الحسابات من Windows Active Directory، وليس أي منها لأحد في Plumm.',
      },
      'accounts-on-premises': {
        detail: `تُدار حسابات ${whose} من Windows Active Directory، حيث لا يصل إليها Plumm: لا لتحديثها ولا لإيقاف من يغادر.`,
        remedy: 'واصل تغيير هذه الحسابات في Active Directory، أو انقل إدارتها إلى Entra.',
      },
      'clashes-to-come': { detail: 'يُتحقَّق منه حالما يتم التوصيل، وقبل أن يتغير أي شيء.' },
      'no-clashes': { detail: 'لا يشغل أيَّ عنوان حسابٌ قد يكون لشخص آخر.' },
      clashes: {
        detail: `عناوين ${whose} مستخدمة في حسابات لا تُربط من دون إجابة: ضيف، أو اسم مستعار، أو مسؤول، أو رقم موظف آخر، أو حساب محذوف.`,
        remedy: 'يُعرض كل منها مع الخيارات الممكنة. ولا يحدث لهذه الحسابات شيء قبل أن يجيب أحد.',
      },
    }
  })

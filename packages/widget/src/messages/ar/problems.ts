import type { ProblemCode } from '@plumm/entra-shared'

/** The BFF's own sentences are English; its codes say enough for a sentence of ours. */
const problems: Record<ProblemCode, string> = {
  'bad-request': 'لم نفهم هذا الطلب. لم يتغير شيء.',
  'contract-broken': 'هناك خلل لدينا. لم يتغير شيء؛ أبلغ الدعم.',
  'too-large': 'هذا أكثر مما نقبله دفعة واحدة. لم يتغير شيء.',
  'not-json': 'لم نفهم هذا الطلب. لم يتغير شيء.',
  'too-many-requests': 'أرسلت هذه الصفحة طلبات كثيرة. ستواصل بعد قليل؛ لم يتغير شيء.',
  'too-slow': 'استغرق هذا أكثر من دقيقة، فتوقفنا عن الانتظار. قد يكتمل رغم ذلك؛ تحقق مرة أخرى بعد قليل.',
  'signature-invalid': 'توقيع هذا الطلب غير صحيح. لم يُحفظ شيء.',
  'session-missing': 'جلستك في Plumm غير موجودة. أعد تحميل الصفحة.',
  'session-expired': 'انتهت جلستك في Plumm. أعد تحميل الصفحة.',
  'session-invalid': 'جلستك في Plumm غير مقبولة. أعد تحميل الصفحة.',
  'permission-missing': 'ليس لديك الإذن اللازم لهذا في Plumm. يمكن لأحد مسؤولي Plumm منحك إياه.',
  'not-found': 'لم يعد هذا موجودًا هنا. أعد تحميل الصفحة.',
  'origin-refused': 'لا يُسمح لهذه الصفحة بهذا الطلب. يمكن لمن يشغّل تكامل Plumm مع Entra السماح لها.',
  conflict: 'غيّر شخص آخر شيئًا في هذه الأثناء، لذا لم يُحفظ شيء.',
  'wrong-state': 'هذا غير ممكن في الحالة الراهنة للاتصال. لم يتغير شيء.',
  'preview-stale': 'لم تعد هذه المعاينة حديثة. أنشئ معاينة جديدة واعتمدها.',
  'mapping-unworkable': 'لا يمكن العمل بتعيين الحقول هذا. لم يُحفظ شيء.',
  'attempt-expired': 'انتهت محاولة الاتصال هذه. ابدأ من جديد؛ لم يتغير شيء.',
  'id-token-invalid': 'تعذر الوثوق برد Microsoft. حاول مرة أخرى؛ لم يتغير شيء.',
  'not-an-administrator': 'لا يمكن لهذا الحساب إجراء التوصيل. يلزم دور «المسؤول العام» أو «مسؤول الدور المتميز».',
  'roles-unknown': 'لم تخبرنا Microsoft بأدوار هذا الحساب. لم يتغير شيء.',
  'personal-account': 'هذا حساب Microsoft شخصي. سجّل الدخول بحساب العمل.',
  'tenant-already-connected': 'هذا الدليل متصل بشركة أخرى في Plumm. اقطع الاتصال هناك أولًا.',
  'other-tenant': 'هذا الحساب تابع لدليل غير الدليل المتصل. سجّل الدخول بحساب مسؤول في الدليل المتصل.',
  'consent-refused': 'لم يُمنح الإذن. لم يتغير شيء.',
  'consent-incomplete': 'لم يُمنح بعض الأذونات اللازمة.',
  'directory-empty': 'وصلت قائمة أشخاص Plumm فارغة. لم يتغير شيء: فالرد الفارغ لا يعني أبدًا أن الجميع غادروا.',
  'directory-unreachable': 'تعذرت قراءة قائمة أشخاص Plumm. لم يتغير شيء؛ حاول مرة أخرى.',
  'entra-unreachable': 'لم ترد Microsoft. لم يتغير شيء؛ حاول مرة أخرى بعد دقيقة.',
  'audit-broken': 'سجل النشاط غير سليم، لذا لا يُكتب فيه شيء. أبلغ الدعم.',
  internal: 'حدث خطأ لدينا. حاول مرة أخرى؛ وإذا استمر، فأبلغ الدعم.',
}
const known: Readonly<Record<string, string>> = problems

export const refusal = ({ code, detail }: { code: string; detail: string }): string => known[code] ?? detail

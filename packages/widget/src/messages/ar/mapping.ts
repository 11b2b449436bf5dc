import type { MappingMessages } from '../en-gb/mapping.ts'
import type { Formats } from '../formats.ts'
import { fieldNames } from './fields.ts'
import { plurals } from './plurals.ts'

export const mapping = (f: Formats): MappingMessages => ({
  properties: {
    id: 'المعرّف في Plumm',
    email: 'البريد الإلكتروني',
    firstName: 'الاسم الأول',
    lastName: 'اسم العائلة',
    displayName: 'اسم العرض',
    role: 'الدور',
    department: 'القسم',
    'location.office': 'المكتب',
    'location.city': 'المدينة',
    'location.country': 'البلد',
    phone: 'الهاتف',
    employeeNumber: 'معرّف الموظف',
    managerId: 'المدير',
    entity: 'الكيان',
    costCenter: 'مركز التكلفة',
    startDate: 'تاريخ البدء',
    endDate: 'تاريخ سحب صلاحية الدخول',
    timeZone: 'المنطقة الزمنية',
    status: 'الحالة',
  },
  intro:
    'كل سطر حقل من حقول الحساب في Entra، ومصدر قيمته. يقرر Plumm هذه الحقول: ما يغيّره أحد هناك يدويًا يُعاد كما كان.',
  groups: {
    names: 'الاسم',
    'sign-in': 'تسجيل الدخول والبريد الإلكتروني',
    work: 'العمل',
    place: 'المكان',
    phones: 'الهاتف',
  },
  columns: { plumm: 'في Plumm', entra: 'في Entra', example: 'مثال' },
  example: {
    with: (name) => `معروض على ${f.apart(name)}`,
    other: 'عرض شخص آخر',
    search: 'البحث عن شخص',
    hint: 'الاسم أو البريد الإلكتروني',
    found: 'الأشخاص الذين عُثر عليهم',
    nobody: 'لا أحد في Plumm يطابق ذلك.',
    noPeople: 'تظهر الأمثلة حالما يصبح أشخاص Plumm معروفين هنا: بعد التوصيل.',
    unreadable: 'يتعذر عرض المثال الآن.',
    emptied: 'يُفرَّغ',
    left: 'يُترك كما هو',
    notSet: 'لا يُنقل',
  },

  source: {
    copy: (property) => property,
    lowerCase: (property) => `${property}، بأحرف صغيرة`,
    localPart: (property) => `${property}، حتى العلامة @`,
    constant: (text) => `«${f.apart(text)}» للجميع`,
    lookup: (property) => `${property}، حسب جدول`,
    firstOf: (sources) => sources.join('، وإلا '),
    none: 'لا شيء',
  },
  onCreate: 'للحساب الجديد فقط',
  changed: 'تم تغييره، ولم يُحفظ بعد',
  wrong: 'يحتاج إلى مراجعة',

  from: 'مصدر القيمة',
  kinds: {
    none: 'لا شيء: يُترك هذا الحقل لـ Entra',
    copy: 'خاصية من خصائص الشخص',
    lowerCase: 'خاصية، بأحرف صغيرة',
    localPart: 'خاصية، حتى العلامة @',
    template: 'نص يتضمن خصائص',
    constant: 'النص نفسه للجميع',
    lookup: 'جدول: كلمة بدل أخرى',
    firstOf: 'أول ما ليس فارغًا من عدة مصادر',
  },
  property: 'الخاصية',
  text: 'النص',
  templateHint: `توضع الخصائص بين قوسين معقوفين، كما في ${f.apart('{firstName} {lastName}')}.`,
  insert: 'إضافة خاصية',
  table: {
    legend: 'الجدول',
    from: (property) => `${property} في Plumm`,
    to: 'في Entra',
    add: 'إضافة سطر',
    fill: (property) => `إدراج كل القيم الموجودة في Plumm: ${property}`,
    remove: (word) => (word === '' ? 'إزالة هذا السطر' : `إزالة السطر الخاص بـ ${f.apart(word)}`),
    people: plurals(f).people,
    otherwise: 'كل ما ليس في الجدول يُعدّ فارغًا.',
    twice: 'هذه الكلمة موجودة في الجدول بالفعل. يسري السطر الأدنى.',
  },
  several: {
    legend: 'بهذا الترتيب',
    nth: (place) => `الخيار ${f.number(place)}`,
    add: 'إضافة خيار آخر',
    up: (place) => `نقل الخيار ${f.number(place)} إلى أعلى`,
    remove: (place) => `إزالة الخيار ${f.number(place)}`,
  },
  write: 'متى تُكتب',
  writeIs: {
    always: ['دائمًا', 'تبقى متطابقة: إذا تغيّرت في Plumm تغيّرت في Entra؛ وإذا تغيّرت في Entra أُعيدت كما كانت.'],
    'on-create': ['للحساب الجديد فقط', 'تُعيَّن مرة واحدة. بعد ذلك يمكن للآخرين تغييرها، ويتركها Plumm كما هي.'],
  },
  whenEmpty: 'عندما لا يوجد شيء في Plumm',
  whenEmptyIs: {
    clear: ['إفراغ الحقل في Entra', 'يُزال ما هو مكتوب هناك.'],
    leave: ['ترك ما هو مكتوب في Entra', 'لا يُزال شيء.'],
  },
  fixed: {
    userPrincipalName: 'يُسجَّل الدخول بالبريد الإلكتروني، لذا تكون القيمة دائمًا هي البريد الإلكتروني، حتى بعد تغيّره.',
    mail: 'يُكتب مرة واحدة: يتولاه Exchange حالما يكون هناك صندوق بريد.',
    manager: 'يشير إلى حساب المدير حالما يوجد الحسابان. ولا يُفرَّغ إلا حيث كان Plumm قد عيّنه.',
    mailNickname: 'لا ينشئ Entra حسابًا من دونه. ويستخدمه Exchange في العناوين.',
    displayName: 'لا ينشئ Entra حسابًا من دونه.',
    usageLocation: 'حرفان. لا يمنح Microsoft 365 تراخيص من دونه، ولا يمكن إفراغه.',
  },
  standard: 'كما في التعيين القياسي',

  fault: (fault, field) => {
    switch (fault.is) {
      case 'field-missing':
        return `${fieldNames[field] ?? field}: لا ينشئ Entra حسابًا من دونه. حدّد مصدره.`
      case 'written-twice':
        return 'يكتب سطر آخر هذا الحقل بالفعل. أزِل أحدهما.'
      case 'not-clearable':
        return 'لا يسمح Entra بإفراغ هذا الحقل. اختر ترك ما هو مكتوب هناك.'
      case 'not-the-email':
        return 'يُسجَّل الدخول بالبريد الإلكتروني. اختر البريد الإلكتروني.'
      case 'on-create-only':
        return 'يتولى Exchange هذا حالما يكون هناك صندوق بريد. اختر «للحساب الجديد فقط».'
      case 'always-only':
        return 'يُعيَّن حالما يوجد الحسابان. اختر «دائمًا».'
      case 'not-the-manager':
        return 'يذكر شخصًا آخر. اختر المدير.'
      case 'unknown-property':
        return fault.meant === null
          ? `لا يوجد في Plumm «${f.apart(fault.named)}». اختر خاصية من القائمة.`
          : `لا يوجد في Plumm «${f.apart(fault.named)}». ربما ${f.apart(fault.meant)}؟`
      case 'brace-left-over':
        return `هناك قوس زائد. توضع كل خاصية بين ${f.apart('{')} و${f.apart('}')}.`
      case 'no-property':
        return 'لا يذكر النص أي خاصية، فسيكون هو نفسه للجميع. أضف خاصية، أو اختر «النص نفسه للجميع».'
      case 'table-empty':
        return 'الجدول فارغ. أضف سطرًا.'
      case 'text-empty':
        return 'أدخل نصًا، أو اختر «لا شيء».'
      case 'too-long':
        return `عدد الأحرف هنا ${f.number(fault.text.length)}، ويقبل Entra ${f.number(fault.max)}. اختصره.`
      case 'refused-by-entra':
        return `لا يقبل Entra «${f.apart(fault.text)}» هنا. أدخل قيمة أخرى.`
      case 'never-reached':
        return `لـ «${f.apart(fault.text)}» قيمة دائمًا، لذا لا يُستخدم ما يليه أبدًا. انقله إلى النهاية.`
    }
  },

  reset: 'العودة إلى التعيين القياسي',
  isStandard: 'هذا هو التعيين القياسي.',
  see: 'عرض ما سيغيّره',
  saved: 'تم الحفظ. يُراجَع الجميع الآن من جديد، ويجب تحديد ما سبق تخطيطه من جديد.',
  savedNotConnected: 'تم الحفظ. يسري من لحظة التوصيل.',
  effect: {
    title: 'ما الذي سيغيّره هذا',
    text: 'لم يُحفظ شيء، ولم يتغير شيء في Entra.',
    back: 'العودة إلى التعيين',
    planning: 'تجري مقارنة جميع من في Plumm بحساباتهم',
    sum: ({ create, link, update, suspend }) =>
      plurals(f).count(create + link + update + suspend, {
        zero: 'لن يتغير شيء لدى أحد.',
        one: 'سيتغير حساب واحد.',
        two: 'سيتغير حسابان.',
        few: 'ستتغير # حسابات.',
        many: 'سيتغير # حسابًا.',
        other: 'سيتغير # حساب.',
      }),
    connectFirst: 'بعد التوصيل يمكنك أن ترى هنا أثر أي تغيير قبل حفظه.',
  },
})

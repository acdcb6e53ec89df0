package parley.cli.demo;

import java.util.List;

/** What is said in the scripted talk: in every room, by everybody who sits there, in the languages of the table. */
final class Script {
    /** @param room name; {@code language} BCP 47 */
    record Says(String who, String room, String language, String text) {}

    static final Says NOT_IN_OUR_NAME = new Says(
            "Israel", OpeningScene.ISRAEL_OMAN, "he", "נוכל לדבר על לוח הזמנים, אבל לא להעביר זאת בשמנו בשלב זה.");

    static final Says NOT_FORMAL_YET =
            new Says("Iran", OpeningScene.IRAN_OMAN, "fa", "دربارهٔ بازرسی‌ها پیشنهادی داریم که هنوز رسمی نیست.");

    static final Says NO_REMARKS =
            new Says("Israel", OpeningScene.ISRAEL_OMAN, "he", "לאחר ההפסקה אין לנו הערות נוספות על הסעיף הראשון.");

    /** What the mediator makes of {@link #NO_REMARKS}. */
    static final Says IN_SUBSTANCE =
            new Says("Oman", OpeningScene.IRAN_OMAN, "ar", "ليس لديهم اعتراض على البند الأول كما هو.");

    /** What the mediator would make of {@link #NOT_IN_OUR_NAME}, which was for the mediator only. */
    static final Says AGAINST_CAVEAT =
            new Says("Oman", OpeningScene.IRAN_OMAN, "ar", "هم مستعدون للحديث عن الجدول الزمني منذ الآن.");

    /** Written by the mediator to be brought across, so said by nobody in a room. */
    static final List<Says> MEDIATORS_WORDS = List.of(IN_SUBSTANCE, AGAINST_CAVEAT);

    static final List<Says> BEFORE_RESTART = List.of(
            new Says(
                    "Oman",
                    OpeningScene.PLENARY,
                    "en",
                    "Welcome. Nothing here is on the record unless its author says so."),
            new Says("Israel", OpeningScene.PLENARY, "he", "תודה לעומאן. אנו כאן כדי לשמוע, ולא כדי לחתום היום."),
            new Says("Iran", OpeningScene.PLENARY, "fa", "از میزبانی عمان سپاسگزاریم. ما برای شنیدن آمده‌ایم."),
            new Says("Oman", OpeningScene.PLENARY, "ar", "نقترح أن نبدأ بالمسائل الإنسانية قبل غيرها."),
            NOT_IN_OUR_NAME,
            new Says(
                    "Oman",
                    OpeningScene.ISRAEL_OMAN,
                    "en",
                    "Understood. I carry nothing across without your sentence for it."),
            NOT_FORMAL_YET,
            new Says("Oman", OpeningScene.IRAN_OMAN, "ar", "هذا يبقى بيننا حتى تأذنوا بنقله."));

    static final Says OBSERVER =
            new Says("Observer", OpeningScene.PLENARY, "en", "The observer has taken its seat and will listen.");

    static final List<Says> AFTER_RESTART = List.of(
            new Says("Iran", OpeningScene.PLENARY, "fa", "پس از وقفه، متن پیشنهادی بند نخست را خواندیم."),
            NO_REMARKS,
            new Says("Oman", OpeningScene.IRAN_OMAN, "ar", "استأنفنا العمل بعد الانقطاع ولم يضع شيء."));

    static final Says AFTER_REMOVAL =
            new Says("Israel", OpeningScene.PLENARY, "en", "This is said among the three of us, as it was before.");

    static final Says BY_POUCH =
            new Says("Israel", OpeningScene.ISRAEL_OMAN, "he", "הודעה זו נמסרה ביד, כאשר לא הייתה רשת.");

    private Script() {}
}

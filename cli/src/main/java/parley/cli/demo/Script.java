package parley.cli.demo;

import java.util.List;

/** What is said in the scripted talk: in every room, by everybody who sits there, in the languages of the table. */
final class Script {
    /** @param room name; {@code language} BCP 47 */
    record Says(String who, String room, String language, String text) {}

    static final List<Says> BEFORE_RESTART = List.of(
            new Says(
                    "Oman",
                    OpeningScene.PLENARY,
                    "en",
                    "Welcome. Nothing here is on the record unless its author says so."),
            new Says("Israel", OpeningScene.PLENARY, "he", "תודה לעומאן. אנו כאן כדי לשמוע, ולא כדי לחתום היום."),
            new Says("Iran", OpeningScene.PLENARY, "fa", "از میزبانی عمان سپاسگزاریم. ما برای شنیدن آمده‌ایم."),
            new Says("Oman", OpeningScene.PLENARY, "ar", "نقترح أن نبدأ بالمسائل الإنسانية قبل غيرها."),
            new Says(
                    "Israel",
                    OpeningScene.ISRAEL_OMAN,
                    "he",
                    "נוכל לדבר על לוח הזמנים, אבל לא להעביר זאת בשמנו בשלב זה."),
            new Says(
                    "Oman",
                    OpeningScene.ISRAEL_OMAN,
                    "en",
                    "Understood. I carry nothing across without your sentence for it."),
            new Says("Iran", OpeningScene.IRAN_OMAN, "fa", "دربارهٔ بازرسی‌ها پیشنهادی داریم که هنوز رسمی نیست."),
            new Says("Oman", OpeningScene.IRAN_OMAN, "ar", "هذا يبقى بيننا حتى تأذنوا بنقله."));

    static final Says OBSERVER =
            new Says("Observer", OpeningScene.PLENARY, "en", "The observer has taken its seat and will listen.");

    static final List<Says> AFTER_RESTART = List.of(
            new Says("Iran", OpeningScene.PLENARY, "fa", "پس از وقفه، متن پیشنهادی بند نخست را خواندیم."),
            new Says("Israel", OpeningScene.ISRAEL_OMAN, "he", "לאחר ההפסקה אין לנו הערות נוספות על הסעיף הראשון."),
            new Says("Oman", OpeningScene.IRAN_OMAN, "ar", "استأنفنا العمل بعد الانقطاع ولم يضع شيء."));

    static final Says AFTER_REMOVAL = new Says(
            "Israel", OpeningScene.PLENARY, "en", "This is said among the three of us, after the observer left.");

    static final Says BY_POUCH =
            new Says("Israel", OpeningScene.ISRAEL_OMAN, "he", "הודעה זו נמסרה ביד, כאשר לא הייתה רשת.");

    private Script() {}
}

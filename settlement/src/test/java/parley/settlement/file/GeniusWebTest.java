package parley.settlement.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.settlement.Bargain;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Ratio;

/** Profiles of GeniusWeb are read as that tool values them. */
class GeniusWebTest {
    private static final String DOMAIN = """
            {"name":"port","issuesValues":{"Berths":{"values":["few","many"]},"Fee":{"range":[10,20,2.5]}}}""";
    private static final String COMPANY = """
            {"LinearAdditiveUtilitySpace":{
              "issueUtilities":{"Berths":{"DiscreteValueSetUtilities":{"valueUtilities":{"few":0.25,"many":1}}},
                                "Fee":{"NumberValueSetUtilities":{"lowValue":10,"lowUtility":1,"highValue":20,"highUtility":0}}},
              "issueWeights":{"Berths":0.4,"Fee":0.6},"domain":%s,"name":"company",
              "reservationBid":{"issuevalues":{"Berths":"few","Fee":17.5}}}}""".formatted(DOMAIN);
    private static final String CITY = """
            {"LinearAdditiveUtilitySpace":{
              "issueUtilities":{"Berths":{"discreteutils":{"valueUtilities":{"few":1,"many":0}}},
                                "Fee":{"numberutils":{"lowValue":"10","lowUtility":"0","highValue":"20","highUtility":"1"}}},
              "issueWeights":{"Berths":0.5,"Fee":0.5},"domain":%s,"name":"city"}}""".formatted(DOMAIN);

    @Test
    void aDomainAndItsProfilesMakeACase() {
        same(read(DOMAIN, COMPANY, CITY));
    }

    @Test
    void profilesHoldTheirDomain() {
        same(read(COMPANY, CITY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"few\":0.25, | | valueUtilities | no utility for the value \"few\"",
                "\"few\":0.25, | \"few\":0.25,\"none\":0.5, | valueUtilities.none | no such value",
                "\"issueUtilities\":{ | \"issueUtilities\":{\"Crane\":{}, | issueUtilities.Crane | no such issue",
                "\"Berths\":0.4, | \"Berths\":0.4,\"Crane\":0, | issueWeights.Crane | no such issue",
                "0.25 | -0.25 | valueUtilities.few | negative",
                "\"many\":1} | \"many\":1.001} | valueUtilities.many | 1.001 is above 1; weights and utilities of GeniusWeb lie from 0 to 1: divide",
                "\"lowUtility\":1, | \"lowUtility\":\"2\", | Fee.NumberValueSetUtilities.lowUtility | 2 is above 1",
                "\"highUtility\":0 | \"highUtility\":1.5 | Fee.NumberValueSetUtilities.highUtility | 1.5 is above 1",
                "\"Berths\":0.4,\"Fee\":0.6 | \"Berths\":0,\"Fee\":1.01 | issueWeights.Fee | 1.01 is above 1",
                "\"lowValue\":10 | \"lowValue\":12 | Fee.NumberValueSetUtilities | \"10\" lies beyond lowValue and highValue, and is worth 1.25",
                "\"Fee\":0.6 | \"Fee\":0.7 | issueWeights | add up to 1.1",
                "\"Berths\":0.4, | | issueWeights | \"Berths\" is missing",
                "LinearAdditiveUtilitySpace | PartialOrderedProfile | '' | only profiles that begin with",
                "17.5 | 17.6 | reservationBid.issuevalues.Fee | no such value",
                "[10,20,2.5] | [10,20,0] | issuesValues.Fee.range | step",
                "[10,20,2.5] | [10,20,0.000001] | issuesValues.Fee.range | over",
                "[\"few\",\"many\"] | [\"few\",\"few\"] | issuesValues.Berths.values[1] | second value",
                "\"highValue\":20 | \"highValue\":10 | Fee.NumberValueSetUtilities | lowValue is not below",
            })
    void whatIsWrongIsSaidWithItsPlace(String part, String instead, String place, String cure) {
        String broken = COMPANY.replace(part, instead == null ? "" : instead);
        assertThat(broken).isNotEqualTo(COMPANY);

        Reading reading = Cases.read(List.of(source("company.json", broken), source("city.json", CITY)));

        assertThat(reading).isInstanceOfSatisfying(Reading.Bad.class, bad -> {
            assertThat(bad.line()).startsWith("company.json").contains(cure).doesNotContain("\n");
            assertThat(bad.place()).endsWith(place.equals("''") ? "" : place);
        });
    }

    @Test
    void aProfileAloneIsNoCase() {
        assertThat(Cases.read(List.of(source("company.json", COMPANY))))
                .isInstanceOfSatisfying(
                        Reading.Bad.class,
                        bad -> assertThat(bad.line()).isEqualTo("company.json: profiles: 1; give from 2 to 5"));
    }

    @Test
    void filesOfOneNameInTwoFoldersAreRefused() {
        assertThat(Cases.read(List.of(source("one/profile.json", COMPANY), source("two/profile.json", CITY))))
                .isInstanceOfSatisfying(
                        Reading.Bad.class,
                        bad -> assertThat(bad.line())
                                .isEqualTo("two/profile.json: a second party is called \"profile\", or looks the same,"
                                        + " for parties are called by their files here; give each party's file once,"
                                        + " and rename one of two"));
    }

    @Test
    void profilesOfTwoDomainsAreRefused() {
        Reading reading = Cases.read(List.of(
                source("company.json", COMPANY), source("city.json", CITY.replace("[10,20,2.5]", "[10,20,5]"))));

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Bad.class,
                        bad -> assertThat(bad.line()).startsWith("city.json").contains("another domain"));
    }

    private static void same(Bargain bargain) {
        assertThat(bargain.issues())
                .containsExactly(
                        new Issue("Berths", List.of("few", "many")),
                        new Issue("Fee", List.of("10", "12.5", "15", "17.5", "20")));
        assertThat(bargain.parties().stream().map(Party::name)).containsExactly("company", "city");
        assertThat(bargain.points(bargain.utility(0, new int[] {1, 1}))).isEqualTo(Ratio.of(85, 100));
        assertThat(bargain.points(bargain.utility(1, new int[] {1, 1}))).isEqualTo(Ratio.of(1, 8));
        assertThat(bargain.points(bargain.reservation(0))).isEqualTo(Ratio.of(25, 100));
        assertThat(bargain.reservation(1)).isZero();
        assertThat(bargain.roundedBy()).isEqualTo(Ratio.ZERO);
    }

    private static Bargain read(String... files) {
        List<String> names = files.length == 3
                ? List.of("port.json", "company.json", "city.json")
                : List.of("company.json", "city.json");
        List<Source> sources = new java.util.ArrayList<>();
        for (int at = 0; at < files.length; at++) {
            sources.add(source(names.get(at), files[at]));
        }
        assertThat(Cases.read(sources)).isInstanceOf(Reading.Packages.class);
        return ((Reading.Packages) Cases.read(sources)).bargain();
    }

    private static Source source(String name, String text) {
        return new Source(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void numbersOfMoreDigitsThanADoubleHasStayApart() {
        String wide = "[100000000000000000,100000000000000001,1]";
        Reading reading = Cases.read(List.of(
                source("company.json", COMPANY.replace("[10,20,2.5]", wide)),
                source("city.json", CITY.replace("[10,20,2.5]", wide))));
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Bad.class,
                        bad -> assertThat(bad.line()).startsWith("company.json").doesNotContain("\n"));
    }
}

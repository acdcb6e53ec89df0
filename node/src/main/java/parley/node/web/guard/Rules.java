package parley.node.web.guard;

import java.util.List;
import java.util.Optional;

/** All rules, in the order in which they are asked: who speaks, to whom, from where, then what. */
public final class Rules {
    private final List<Rule> rules;

    /**
     * @param authority {@code 127.0.0.1:port}
     * @param mostBody bytes of the largest body that any page takes
     */
    public Rules(String authority, long mostBody) {
        rules = List.of(
                new PeerRule(),
                new HostRule(authority),
                new MethodRule(),
                new UpgradeRule(),
                new FetchSiteRule(),
                new FrameRule(),
                new OriginRule("http://" + authority),
                new BodyRule(mostBody));
    }

    public Optional<Rule.Denial> check(Rule.Inbound request) {
        return rules.stream().flatMap(rule -> rule.check(request).stream()).findFirst();
    }
}

package io.roster.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GrantTest {
    @Test
    void writingIncludesReadingAndNotTheOtherWayRound() {
        for (Scope scope : Scope.values()) {
            Set<Scope> granted = Grant.of(List.of(scope.wire())).scopes();
            for (Scope wanted : Scope.values()) {
                boolean readOfWrite = wanted.wire().endsWith(":read")
                        && scope.wire().equals(wanted.wire().replace(":read", ":write"));
                assertThat(wanted.within(granted))
                        .as("%s with %s", wanted, scope)
                        .isEqualTo(wanted == scope || readOfWrite);
            }
        }
    }

    @Test
    void theStarIsEverythingButTheTwoThatMustBeNamed() {
        Set<Scope> star = Grant.of(List.of("*")).scopes();
        for (Scope scope : Scope.values()) {
            assertThat(scope.within(star))
                    .as(scope.wire())
                    .isEqualTo(
                            !scope.wire().equals("admin:gdpr") && !scope.wire().equals("engine:events"));
        }
        assertThat(Grant.of(List.of("*", "admin:gdpr")).scopes()).contains(Scope.ADMIN_GDPR, Scope.CONTACTS_READ);
        assertThat(Grant.of(List.of("*", "admin:gdpr")).scopes()).doesNotContain(Scope.ENGINE_EVENTS);
    }

    @Test
    void repetitionIsDroppedAndTheOrderKept() {
        assertThat(Grant.of(List.of("webhooks:read", "*", "webhooks:read", "contacts:read", "*"))
                        .names())
                .containsExactly("webhooks:read", "*", "contacts:read");
    }

    @Test
    void anUnknownScopeIsRefusedByItsPlace() {
        for (String wrong : List.of("contacts:delete", "", "CONTACTS:READ", " contacts:read", "**", "contacts")) {
            assertThatThrownBy(() -> Grant.of(List.of("*", "contacts:read", wrong)))
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.failure())
                                    .isInstanceOf(Failure.Invalid.class)
                                    .extracting(Failure::field)
                                    .isEqualTo("scopes[2]"));
        }
        assertThatThrownBy(() -> Grant.of(List.of()))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.failure().field()).isEqualTo("scopes"));
    }

    @Test
    void aStoredScopeOfANewerServerGrantsNothing() {
        assertThat(new Grant(List.of("contacts:read", "telepathy:write")).scopes())
                .containsExactly(Scope.CONTACTS_READ);
    }
}

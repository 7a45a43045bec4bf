package io.roster.api.nimbus;

import io.roster.access.Listing;
import io.roster.api.http.Call;
import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Lines;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Query;
import io.roster.api.http.Reply;
import io.roster.company.Companies;
import io.roster.company.Company;
import io.roster.company.CompanyQuery;
import io.roster.company.Domain;
import io.roster.contact.Contacts;
import io.roster.db.Database;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import io.roster.text.Words;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The NimbusOS company endpoints. */
final class NimbusCompanies {
    private static final Set<String> READ_ONLY = Set.of("id", "created_at", "updated_at");
    private static final long MOST_EMPLOYEES = 100_000_000;

    private final Database database;
    private final Companies companies;
    private final Contacts contacts;
    private final PageTokens tokens;

    NimbusCompanies(Database database, Companies companies, Contacts contacts, PageTokens tokens) {
        this.database = database;
        this.companies = companies;
        this.contacts = contacts;
        this.tokens = tokens;
    }

    Reply list(Call call) {
        Query query = call.query();
        query.allowOnly(Set.of("search", "domain", "page_size", "cursor"));
        CompanyQuery wanted = new CompanyQuery(
                query.one("domain").map(text -> Domain.ascii(text.strip())),
                query.one("search").map(Words::of).orElse(List.of()));
        NimbusWindow window = NimbusWindow.of(call, "companies" + wanted, tokens);
        Listing<Company> listing =
                database.read(tx -> companies.list(tx, window.workspaceId(), wanted, window.window()));
        return window.reply(listing, NimbusCompanies::write, Company::id);
    }

    /** A company whose domain is there already is answered with 200 and as it is. */
    Reply create(Call call) {
        call.query().allowOnly(Set.of());
        UnaryOperator<Company> said = said(Fields.of(call.body()));
        return call.write(tx -> {
            Companies.Added added = companies.create(tx, call.caller().workspaceId(), said);
            Reply reply = reply(added.isNew() ? 201 : 200, added.company());
            return added.isNew() ? reply.with("Location", "/api/v1/companies/" + id(added.company()) + "/") : reply;
        });
    }

    Reply get(Call call) {
        call.query().allowOnly(Set.of());
        return reply(200, database.read(tx -> companies.get(tx, call.caller().workspaceId(), companyId(call))));
    }

    Reply update(Call call) {
        call.query().allowOnly(Set.of());
        UUID id = companyId(call);
        UnaryOperator<Company> said = said(Fields.of(call.body()));
        return call.write(tx -> reply(200, contacts.updateCompany(tx, call.caller(), id, said)));
    }

    /** What a caller says of a company, to be laid over what it is. */
    private static UnaryOperator<Company> said(Fields fields) {
        Given<String> name = Lines.of(fields.text("name"));
        Given<String> domain = fields.text("domain").map(text -> domain("domain", text));
        Given<String> industry = Lines.of(fields.text("industry"));
        Given<Integer> employees = fields.integer("employee_count").map(NimbusCompanies::employees);
        Given<String> revenueBand = Lines.of(fields.text("revenue_band"));
        fields.refuseOthers(READ_ONLY);
        return company -> new Company(
                company.id(),
                name(name.over(company.name()), domain.over(company.domain())),
                domain.over(company.domain()),
                industry.over(company.industry()),
                employees.over(company.employeeCount()),
                revenueBand.over(company.revenueBand()),
                company.createdAt(),
                company.updatedAt());
    }

    private static String name(@Nullable String name, @Nullable String domain) {
        String known = name == null || name.isEmpty() ? domain : name;
        if (known == null) {
            throw Failure.invalid("name", "A company needs a name or a domain");
        }
        return known;
    }

    private static String domain(String place, String text) {
        String domain = Domain.normalise(place, text);
        if (Domain.isFreeMail(domain)) {
            throw Failure.invalid(place, "Anybody can have an address there: it is no company's domain");
        }
        return domain;
    }

    private static int employees(long count) {
        if (count < 0 || count > MOST_EMPLOYEES) {
            throw Failure.invalid("employee_count", "employee_count must be from 0 to " + MOST_EMPLOYEES);
        }
        return (int) count;
    }

    private static UUID companyId(Call call) {
        return IdKind.COMPANY.parse(call.path("id")).orElseThrow(() -> Failure.notFound("Company"));
    }

    private static String id(Company company) {
        return IdKind.COMPANY.format(company.id());
    }

    private static Reply reply(int status, Company company) {
        return Reply.json(status, JsonOut.write(out -> write(out, company)));
    }

    private static void write(JsonOut out, Company company) {
        out.object(fields -> {
            NimbusContactJson.companyFields(fields, id(company), company);
            fields.instant("created_at", company.createdAt()).instant("updated_at", company.updatedAt());
        });
    }
}

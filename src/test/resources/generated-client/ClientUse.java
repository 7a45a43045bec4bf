import java.net.URI;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.ContactsApi;
import org.openapitools.client.model.Contact;
import org.openapitools.client.model.ContactCreate;
import org.openapitools.client.model.ContactPage;
import org.openapitools.client.model.FilterCondition;
import org.openapitools.client.model.FilterConditionValue;
import org.openapitools.client.model.FilterOperator;
import org.openapitools.client.model.Search;

/** What a user of a generated client would write: GeneratedClientTest compiles it with the client, and runs it. */
public final class ClientUse {
    private ClientUse() {}

    /** Creates, lists and searches; returns what it saw. */
    public static String run(URI server, String key) throws ApiException {
        ApiClient client = new ApiClient();
        client.updateBaseUri(server.toString());
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + key));
        ContactsApi contacts = new ContactsApi(client);
        ContactCreate draft = new ContactCreate().email("ann@generated.example").title("VP Sales").addTagsItem("a");
        Contact created = contacts.createContact(draft, null, null, null, null);
        ContactPage listed = contacts.listContacts(
                null, null, null, java.util.List.of("a"), null, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null, null, null, null);
        FilterCondition vice =
                new FilterCondition().field("seniority").op(FilterOperator.EQ).value(new FilterConditionValue("vp"));
        ContactPage found = contacts.searchContacts(null, null, null, new Search().addFiltersItem(vice));
        return "%s %s, listed %d, found %s"
                .formatted(
                        created.getEmail(),
                        created.getSeniority(),
                        listed.getMeta().getTotalCount(),
                        found.getData().getFirst().getId().equals(created.getId()));
    }
}

import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;
import org.semanticweb.owlapi.profiles.Profiles;
import org.semanticweb.owlapi.util.SimpleIRIMapper;

/** Prints each violation of OWL 2 DL in the second file; the first is the ontology that it may import. */
public class OwlProfile {
    public static void main(String[] files) throws Exception {
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        IRI core = IRI.create("https://w3id.org/jejaring/ontology");
        manager.getIRIMappers().add(new SimpleIRIMapper(core, IRI.create(new File(files[0]))));
        OWLOntology ontology = manager.loadOntologyFromOntologyDocument(new File(files[1]));
        for (OWLProfileViolation violation : Profiles.OWL2_DL.checkOntology(ontology).getViolations()) {
            System.out.println(violation);
        }
        System.out.println("checked " + ontology.getAxiomCount() + " axioms");
    }
}

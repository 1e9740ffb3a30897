// Writes the SDKs of a package schema, or example programs of YAML in the other languages, with the generators of Pulumi's
// engine, which the CLI reaches only through the language hosts:
//
//	sdk-generator sdks SCHEMA FOLDER
//	sdk-generator programs SCHEMA EXAMPLES FOLDER
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// The name that the head of every generated file has.
const tool = "pulumi-tencentrtc"

// The README that a package of Python names, and where its generator puts it.
const readme = "README.md"

type files map[string][]byte

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	if len(arguments) < 3 {
		return errors.New("usage: sdk-generator sdks SCHEMA FOLDER, or programs SCHEMA EXAMPLES FOLDER")
	}
	verb, schemaFile, folders := arguments[0], arguments[1], arguments[2:]
	pkg, loader, err := packageIn(schemaFile)
	if err != nil {
		return fmt.Errorf("%s: %w", schemaFile, err)
	}
	switch {
	case verb == "sdks" && len(folders) == 1:
		return writeSdks(pkg, loader, folders[0])
	case verb == "programs" && len(folders) == 2:
		return convert(pkg, folders[0], folders[1])
	default:
		return fmt.Errorf("unknown: %v", arguments)
	}
}

func writeSdks(pkg *schema.Package, loader schema.ReferenceLoader, folder string) error {
	sdks, err := generate(pkg, loader)
	if err != nil {
		return err
	}
	for language, sdk := range sdks {
		if err := write(filepath.Join(folder, language), sdk); err != nil {
			return err
		}
	}
	return nil
}

func packageIn(file string) (*schema.Package, schema.ReferenceLoader, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, nil, err
	}
	// The schema refers to no other package, so that nothing is ever loaded.
	loader := schema.NewPluginLoader(nil)
	pkg, diagnostics, err := schema.BindSpec(spec, loader, schema.ValidationOptions{})
	if err != nil {
		return nil, nil, err
	}
	if len(diagnostics) > 0 {
		return nil, nil, diagnostics
	}
	return pkg, loader, nil
}

func generate(pkg *schema.Package, loader schema.ReferenceLoader) (map[string]files, error) {
	forNode, err := nodejs.GeneratePackage(tool, pkg, nil, nil, false, loader)
	if err != nil {
		return nil, err
	}
	forPython, err := python.GeneratePackage(tool, pkg, nil, loader)
	if err != nil {
		return nil, err
	}
	var text []byte
	for name, content := range forPython {
		if filepath.Base(name) == readme {
			text = content
		}
	}
	// pyproject.toml names it beside itself.
	forPython[readme] = text
	forGo, err := golang.GeneratePackage(tool, pkg, nil)
	if err != nil {
		return nil, err
	}
	return map[string]files{"nodejs": forNode, "python": forPython, "go": forGo}, nil
}

func write(folder string, sdk files) error {
	for name, content := range sdk {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
